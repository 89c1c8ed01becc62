"""Keeps secrets unreadable in the database and its backups: they are opened with SECRET_KEY, which is not there."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


def seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode("ascii")


def unseal(sealed: str) -> str | None:
    """Return the secret; None when SECRET_KEY is another than when it was sealed."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box() -> Fernet:
    key = salted_hmac("rodtrad.accounts.sealing", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
