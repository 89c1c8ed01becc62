"""Which language a reader gets."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

API = "/api/v1/"


def language_for(request: HttpRequest) -> str:
    """Return the language to answer in: the one chosen, else nynorsk if the reader prefers it to bokmål, else bokmål.

    Many Norwegian browsers ask for English without their owner having chosen it, and the plans are in Norwegian all
    the same; English is therefore a choice. Programs have no cookie: the API takes English from the header too.
    """
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    for given, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            language = get_supported_language_variant("nb" if given == "no" else given)
        except LookupError:
            continue
        if language != "en" or request.path.startswith(API):
            return language
    return str(settings.LANGUAGE_CODE)


class LanguageMiddleware:
    """Use the reader's language for this request, and say so in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_for(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response
