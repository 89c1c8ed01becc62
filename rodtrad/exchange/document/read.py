"""A document to proposals, in one call."""

from rodtrad.exchange.document.extracting import lines_of
from rodtrad.exchange.document.frameworks import vocabulary_for
from rodtrad.exchange.document.proposal import Reading
from rodtrad.exchange.document.propose import propose
from rodtrad.exchange.document.vocabulary import usual_vocabulary
from rodtrad.goals.models import Framework


def read_document(*, content: bytes, name: str, framework: Framework | None = None) -> Reading:
    """Return what the document proposes; nothing is stored. Raises DocumentError with what to do.

    With a framework the proposals are at its levels, else at those that plans usually have.
    """
    vocabulary = usual_vocabulary() if framework is None else vocabulary_for(framework)
    lines = lines_of(content=content, name=name, words=vocabulary.words())
    return propose(lines, vocabulary, name=name, framework=framework.key if framework else "")
