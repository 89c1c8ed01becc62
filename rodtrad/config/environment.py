"""Reads settings from the environment and says, in words, what is missing or wrong."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from rodtrad.core.embedded.layout import PORT, default_data_dir, layout_for
from rodtrad.core.words import gettext as _

DATABASE_NAME = "rodtrad"
DATABASE_USER = "rodtrad"
_KNOWN = {"host", "port", "dbname", "user", "password"}


#: What each role is called in a setting: its key, and its word in bokmål and nynorsk.
_ROLES = {
    "reader": ("leser", "lesar"),
    "contributor": ("bidragsyter", "bidragsytar"),
    "editor": ("redaktør",),
    "approver": ("godkjenner", "godkjennar"),
    "administrator": (),
}


class ConfigurationError(Exception):
    """A setting is missing or wrong; the message names it and the remedy."""


@dataclass(frozen=True)
class Environment:
    """The settings that an installation gives, each documented in docs/howto/deploy.md."""

    values: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, default).strip()

    def names(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def number(self, name: str, default: int) -> int:
        given = self.text(name)
        if not given:
            return default
        if not given.isdecimal():
            text = _("%(name)s må være et helt tall, men er «%(given)s».")
            raise ConfigurationError(text % {"name": name, "given": given})
        return int(given)

    def flag(self, name: str, default: bool) -> bool:
        given = self.text(name).casefold()
        if not given:
            return default
        if given in ("1", "true", "yes", "ja", "on"):
            return True
        if given in ("0", "false", "no", "nei", "off"):
            return False
        text = _("%(name)s må være ja eller nei, men er «%(given)s».")
        raise ConfigurationError(text % {"name": name, "given": given})

    def roles(self, name: str) -> frozenset[str]:
        """Return the keys of the roles that a setting names."""
        known = {word: role for role, words in _ROLES.items() for word in (role, *words)}
        given = [word.casefold() for word in self.names(name)]
        if unknown := [word for word in given if word not in known]:
            text = _("%(name)s nevner «%(given)s», som ikke er en rolle. Velg blant %(roles)s.")
            roles = ", ".join(words[0] if words else role for role, words in _ROLES.items())
            raise ConfigurationError(text % {"name": name, "given": unknown[0], "roles": roles})
        return frozenset(known[word] for word in given)

    @property
    def is_embedded(self) -> bool:
        """Tell whether the installation runs on its own embedded PostgreSQL."""
        return not self.text("DATABASE_URL")

    @property
    def data_dir(self) -> Path:
        return default_data_dir(self.values)

    def database(self) -> dict[str, Any]:
        """Return Django's settings for the database: DATABASE_URL, or the embedded server's socket."""
        if self.is_embedded:
            host = str(layout_for(self.data_dir).run)
            name = self.text("RODTRAD_DATABASE", DATABASE_NAME)
            return _database(
                host=host, port=str(PORT), dbname=name, user=DATABASE_USER, password="", options={}
            )
        try:
            given = {key: str(value) for key, value in conninfo_to_dict(self.text("DATABASE_URL")).items()}
        except psycopg.ProgrammingError as error:
            text = _("DATABASE_URL kan ikke leses. Skriv den slik: %(form)s")
            form = _("postgresql://bruker:passord@vert:5432/database")
            raise ConfigurationError(text % {"form": form}) from error
        options = {key: value for key, value in given.items() if key not in _KNOWN}
        return _database(**{key: given.get(key, "") for key in _KNOWN}, options=options)

    def secret_key(self) -> str:
        """Return SECRET_KEY; only an embedded installation starts without, on a key kept on disk."""
        given = self.text("SECRET_KEY")
        if given:
            return given
        if self.is_embedded:
            return "embedded-" + _own_secret(self.data_dir)
        text = _("SECRET_KEY mangler. Lag en med: %(command)s og sett den i miljøet før du starter.")
        command = "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        raise ConfigurationError(text % {"command": command})

    def allowed_hosts(self) -> list[str]:
        given = self.names("ALLOWED_HOSTS")
        if given:
            return given
        if self.is_embedded:
            return ["localhost", "127.0.0.1", "[::1]"]
        raise ConfigurationError(
            _(
                "ALLOWED_HOSTS mangler. Skriv adressene som nettstedet svarer på, skilt med komma, "
                "for eksempel: plan.kommune.no"
            )
        )

    def oidc_issuer(self) -> str:
        """Return where people log in with OpenID Connect, or nothing; what belongs with it must be there too."""
        issuer = self.text("OIDC_ISSUER").rstrip("/")
        if not issuer:
            return ""
        if not issuer.startswith(("https://", "http://localhost", "http://127.0.0.1")):
            text = _("OIDC_ISSUER må begynne med https://, men er «%(given)s».")
            raise ConfigurationError(text % {"given": issuer})
        if not self.text("OIDC_CLIENT_ID") or not self.text("OIDC_CLIENT_SECRET"):
            raise ConfigurationError(
                _("OIDC_ISSUER er satt, men ikke både OIDC_CLIENT_ID og OIDC_CLIENT_SECRET. Sett dem også.")
            )
        return issuer


def _database(**given: Any) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": given["host"],
        "PORT": given["port"],
        "NAME": given["dbname"],
        "USER": given["user"],
        "PASSWORD": given["password"],
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": given["options"],
    }


def _own_secret(data_dir: Path) -> str:
    """Return the secret kept beside the embedded database, or one for this process before `rodtrad` has made it.

    Reading settings writes nothing; `rodtrad demo` and `rodtrad serve` make the file (config.secret).
    """
    try:
        kept = (data_dir / "secret-key").read_text("ascii").strip()
    except OSError:
        kept = ""
    return kept or secrets.token_urlsafe(50)
