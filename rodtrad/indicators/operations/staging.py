"""Columns on their way into the store: by binary `COPY` to a table of this transaction, a piece at a time."""

from collections.abc import Callable

import numpy as np
from django.db import connection
from numpy.typing import NDArray

Progress = Callable[[int, int], None]
_PIECE = 200_000
#: PostgreSQL's binary form: a signature, no flags, no extension; then rows; then -1.
_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
#: One row: the number of fields, then each field after its length in bytes; all big-endian.
_ROW = np.dtype(
    [
        ("fields", ">i2"),
        ("indicator_length", ">i4"),
        ("indicator", ">i4"),
        ("breakdown_length", ">i4"),
        ("breakdown", ">i4"),
        ("period_length", ">i4"),
        ("period", ">i4"),
        ("area_length", ">i4"),
        ("area", "V16"),
        ("value_length", ">i4"),
        ("value", ">f8"),
        ("status_length", ">i4"),
        ("status", ">i2"),
        ("derivation_length", ">i4"),
        ("derivation", ">i2"),
    ]
)
_NAMES = ("indicator", "breakdown", "period", "area", "value", "status", "derivation")
_CREATE = """
    CREATE TEMPORARY TABLE staged (
        indicator integer, breakdown integer, period integer, area uuid,
        value double precision, status smallint, derivation smallint
    ) ON COMMIT DROP
"""


def silent(_done: int, _total: int) -> None:
    """Tell nobody how far it has come."""


def stage(columns: dict[str, NDArray[np.generic]], progress: Progress) -> None:
    """Copy the columns to the table `staged`; a value that is NaN stands for none."""
    total = len(columns["value"])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS staged")
        cursor.execute(_CREATE)
        with cursor.copy("COPY staged FROM STDIN (FORMAT BINARY)") as copy:
            copy.write(_HEADER)
            for start in range(0, total, _PIECE):
                piece = slice(start, min(start + _PIECE, total))
                copy.write(rows_as_sent(columns, piece))
                progress(piece.stop, total)
            copy.write(_END)


def rows_as_sent(columns: dict[str, NDArray[np.generic]], piece: slice) -> bytes:
    """Return a piece of the columns in PostgreSQL's binary form."""
    rows = np.empty(piece.stop - piece.start, _ROW)
    rows["fields"] = len(_NAMES)
    for name in _NAMES:
        rows[f"{name}_length"] = _ROW[name].itemsize
        rows[name] = columns[name][piece]
    return rows.tobytes()
