"""Gives a stored file out: always to be saved, never to be shown as a page of ours."""

from collections.abc import Iterator
from urllib.parse import quote

from django.db import connection
from django.http import StreamingHttpResponse

from rodtrad.core.files.stored import StoredFile

_CHUNK = 512 * 1024


def give_file(file: StoredFile, name: str) -> StreamingHttpResponse:
    """Answer with the bytes, a part at a time. Whether the reader may have them is asked before."""
    answer = StreamingHttpResponse(_parts(file.pk, file.size), content_type=file.media_type)
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    answer["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    answer["Content-Length"] = str(file.size)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _parts(digest: str, size: int) -> Iterator[bytes]:
    for start in range(1, size + 1, _CHUNK):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT substring(content FROM %s FOR %s) FROM core_storedfile WHERE sha256 = %s",
                [start, _CHUNK, digest],
            )
            found = cursor.fetchone()
        if found is None:
            return
        yield bytes(found[0])
