"""Write documents into the index, some thousand at a time, so that memory does not grow with the root."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import Enum
from uuid import UUID, uuid4

from django.db import connection

from rodtrad.core.search import Document, Identity, Kind, thing_of
from rodtrad.core.text import sort_key
from rodtrad.search.models import IndexedDocument, Vocabulary, owned_by
from rodtrad.search.vectors import MOST_WORDS, Vectors
from rodtrad.search.words.tokens import words_of

#: Things that are read and written at a time.
CHUNK = 2_000
TABLE = IndexedDocument._meta.db_table
COLUMNS = (
    "id", "root_id", "kind", "thing", "sort_key", "vector", "level", "plan", "unit", "visibility", "first_year",
    "last_year",
)  # fmt: skip
#: Transactions that write a root's part of the index go one after the other.
_LOCK = "SELECT {function}(hashtextextended('rodtrad search ' || %s, 0))"


class Stage(Enum):
    READ = "read"
    WRITTEN = "written"


#: Told how many of how many things have been read, and then how many have been written.
Progress = Callable[[Stage, int, int], None]
#: A document with the words of its title and of its text.
Read = tuple[str, Document, list[str], list[str]]
Chunk = tuple[Kind, Sequence[Identity]]


def silent(_stage: Stage, _done: int, _total: int) -> None:
    """Tell nobody."""


def index_things(
    *,
    root_id: UUID | None,
    things: Mapping[Kind, Collection[Identity]],
    vocabulary: Collection[str] = (),
    table: str = TABLE,
    progress: Progress = silent,
) -> int:
    """Put the things in the index, where none may stand; return how many they were.

    They are read twice: first for their words, which compounds are split against, beside the vocabulary given.
    """
    total = sum(map(len, things.values()))
    chunks = list(_chunks(things))
    kept = [_read(chunk) for chunk in chunks] if total <= CHUNK else None
    used: set[str] = set()
    for at, chunk in enumerate(chunks):
        for _kind, _document, title, text in kept[at] if kept else _read(chunk):
            used.update(filter(None, title), text)
        progress(Stage.READ, min((at + 1) * CHUNK, total), total)
    vectors = Vectors({*vocabulary, *used}, used)
    written = 0
    for at, chunk in enumerate(chunks):
        written += _copy(kept[at] if kept else _read(chunk), vectors, table)
        progress(Stage.WRITTEN, written, total)
    if not used <= set(vocabulary):
        _store({*vocabulary, *used}, root_id)
    return written


def vocabulary_of(root_id: UUID | None) -> list[str]:
    words = Vocabulary.objects.filter(owned_by(root_id)).values_list("words", flat=True).first()
    return (words or "").split()


def lock(root_id: UUID | None, *, wait: bool) -> bool:
    """Take the root's lock for the rest of the transaction; without waiting, tell whether it was free."""
    function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(_LOCK.format(function=function), [str(root_id)])
        [taken] = cursor.fetchone() or [False]
    return wait or bool(taken)


def drop_documents(root_id: UUID | None, kind: str, things: Collection[Identity]) -> None:
    rows = IndexedDocument.objects.filter(
        owned_by(root_id), kind=kind, thing__in=[thing_of(one) for one in things]
    )
    rows._raw_delete(rows.db)  # no row refers to them: one statement, nothing read


def _chunks(things: Mapping[Kind, Collection[Identity]]) -> Iterator[Chunk]:
    for kind, chosen in things.items():
        every = list(chosen)
        for at in range(0, len(every), CHUNK):
            yield kind, every[at : at + CHUNK]


def _read(chunk: Chunk) -> list[Read]:
    kind, things = chunk
    return [
        (kind.name, document, _title_of(document), _text_of(document))
        for document in kind.documents(kind.rows().filter(pk__in=things))
    ]


def _title_of(document: Document) -> list[str]:
    """Return the words of the title and of the codes, with a gap between, so that no phrase spans both."""
    codes = words_of(" ".join(document.codes))
    return [*words_of(document.title), *([""] if codes else []), *codes]


def _text_of(document: Document) -> list[str]:
    return words_of(" ".join([document.text, *document.keywords]))[:MOST_WORDS]


def _copy(read: Collection[Read], vectors: Vectors, table: str) -> int:
    statement = f"COPY {table} ({', '.join(COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for kind, document, title, text in read:
            copy.write_row(_row(kind, document, vectors.vector_of(title, text)))
    return len(read)


def _row(kind: str, document: Document, vector: str) -> tuple[object, ...]:
    return (
        uuid4(),
        document.root_id,
        kind,
        document.id,
        sort_key(document.title)[:250],
        vector,
        document.level,
        document.plan,
        document.unit,
        document.visibility,
        document.first_year,
        document.last_year,
    )


def _store(words: Collection[str], root_id: UUID | None) -> None:
    text = "\n".join(sorted(words))
    if not Vocabulary.objects.filter(owned_by(root_id)).update(words=text):
        Vocabulary.objects.create(root_id=root_id, words=text)
