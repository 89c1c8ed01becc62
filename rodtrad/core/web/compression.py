"""Pages and API answers travel compressed."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """Compress what is written for each reader; WhiteNoise streams static files, compressed when they were collected.

    It stands outside the API's middleware, so that an ETag is a hash of the content and not of its compressed form.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if response.streaming else super().process_response(request, response)
