"""Words that a root cannot have as its slug, because they stand first in the website's own addresses."""

RESERVED_SLUGS = frozenset(
    {
        "api",
        "om",
        "konto",
        "ordliste",
        "komponenter",
        "sprak",
        "static",
        "healthz",
        "readyz",
        "sok",
        "utkast",
        "kalender",
        "admin",
        "media",
        "favicon.ico",
    }
)
