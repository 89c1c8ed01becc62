"""The process that opens a document: it reads one from standard input and writes its lines as JSON.

A damaged or hostile file can take any time and memory. Here it takes no more than these, and nothing else falls.
Run as `python -m rodtrad.exchange.document.child KIND WORDS`; WORDS is JSON, each word that names a level and its key.
"""

import json
import resource
import sys
from collections.abc import Callable

from rodtrad.exchange.document.kinds import Kind
from rodtrad.exchange.document.lines import Line
from rodtrad.exchange.document.pdf.extract import extract as extract_pdf
from rodtrad.exchange.document.refusal import LARGEST_FILE, Refusal, RefusedError
from rodtrad.exchange.document.text.extract import extract as extract_text
from rodtrad.exchange.document.vocabulary import Vocabulary, usual_vocabulary, vocabulary_of_words
from rodtrad.exchange.document.word.extract import extract as extract_word

EXTRACTORS: dict[Kind, Callable[[bytes, Vocabulary], list[Line]]] = {
    Kind.PDF: lambda content, vocabulary: extract_pdf(
        content, lambda text: vocabulary.column(text) is not None
    ),
    Kind.WORD: lambda content, _vocabulary: extract_word(content),
    Kind.TEXT: lambda content, _vocabulary: extract_text(content),
}
_MEMORY = 1024**3
_SECONDS = 20


def main() -> None:
    """Read, and write either `lines` or `refusal`."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    content = sys.stdin.buffer.read(LARGEST_FILE + 1)
    vocabulary = vocabulary_of_words(json.loads(sys.argv[2]))
    json.dump(answer(Kind(sys.argv[1]), content, vocabulary), sys.stdout)


def answer(kind: Kind, content: bytes, vocabulary: Vocabulary | None = None) -> dict[str, object]:
    """Return what was read, or why not."""
    try:
        return {
            "lines": [line.as_json() for line in EXTRACTORS[kind](content, vocabulary or usual_vocabulary())]
        }
    except RefusedError as refused:
        return {"refusal": refused.why.value}
    except (MemoryError, RecursionError):
        return {"refusal": Refusal.TOO_MUCH_TEXT.value}


if __name__ == "__main__":
    main()
