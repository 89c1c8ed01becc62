"""Write documents into the index."""

from collections.abc import Collection, Iterable
from uuid import UUID, uuid4

from django.db import connection

from rodtrad.core.search import Document
from rodtrad.core.text import sort_key
from rodtrad.search.models import IndexedDocument, Vocabulary
from rodtrad.search.vectors import MOST_WORDS, vector_of
from rodtrad.search.words.compounds import Splitter
from rodtrad.search.words.stems import stems_of
from rodtrad.search.words.tokens import words_of

_COLUMNS = (
    "id", "root_id", "kind", "thing", "sort_key", "vector", "level", "plan", "unit", "first_year", "last_year",
)  # fmt: skip
#: Transactions that write a root's part of the index go one after the other.
_LOCK = "SELECT {function}(hashtextextended('rodtrad search ' || %s, 0))"
Read = tuple[str, Document]


class Words:
    """A root's vocabulary with all that follows from it; new words may be added before they are asked about."""

    def __init__(self, root_id: UUID, vocabulary: Collection[str]) -> None:
        self.root_id = root_id
        self.vocabulary = set(vocabulary)

    @classmethod
    def of_root(cls, root_id: UUID) -> "Words":
        told = Vocabulary.objects.filter(root_id=root_id).values_list("words", flat=True).first()
        return cls(root_id, (told or "").split())

    def store(self) -> None:
        words = "\n".join(sorted(self.vocabulary))
        Vocabulary.objects.update_or_create(root_id=self.root_id, defaults={"words": words})


def index_documents(words: Words, documents: Iterable[Read]) -> int:
    """Put the documents in the index, none of which may stand there; return how many they were."""
    read = [(kind, document, words_of(document.title), _text_of(document)) for kind, document in documents]
    used = {word for _kind, _document, title, text in read for part in (title, text) for word in part}
    fresh = used - words.vocabulary
    words.vocabulary |= used
    stems = stems_of(used)
    splitter = Splitter(words.vocabulary, used - stems.keys())
    inner = {part for word in used for part in splitter.parts(word)}
    stems |= stems_of(inner - stems.keys())
    with connection.cursor() as cursor, cursor.copy(_copy_statement()) as copy:
        for kind, document, title, text in read:
            copy.write_row(_row(kind, document, vector_of(title, text, stems, splitter)))
    if fresh:
        words.store()
    return len(read)


def lock(root_id: UUID, *, wait: bool) -> bool:
    """Take the root's lock for the rest of the transaction; without waiting, tell whether it was free."""
    function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(_LOCK.format(function=function), [str(root_id)])
        [taken] = cursor.fetchone() or [False]
    return wait or bool(taken)


def drop_documents(root_id: UUID, kind: str, things: Collection[UUID] | None = None) -> None:
    """Take things out of the index: all of the kind when none are named."""
    rows = IndexedDocument.objects.filter(kind=kind, root_id=root_id)
    rows = rows if things is None else rows.filter(thing__in=things)
    rows._raw_delete(rows.db)  # no row refers to them: one statement, nothing read


def _text_of(document: Document) -> list[str]:
    return words_of(" ".join([document.text, *document.keywords]))[:MOST_WORDS]


def _copy_statement() -> str:
    return f"COPY {IndexedDocument._meta.db_table} ({', '.join(_COLUMNS)}) FROM STDIN"


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
        document.first_year,
        document.last_year,
    )
