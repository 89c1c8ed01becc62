"""Codes that change every half minute (RFC 6238), and the picture that gives an app its secret."""

import base64
import hmac
import secrets
import struct
import time
from io import BytesIO
from urllib.parse import quote, urlencode

import qrcode
from qrcode.image.svg import SvgPathImage

_SECONDS = 30
_DIGITS = 6
#: Codes of the half minute before and after count too: clocks differ, and people type slowly.
_TOLERANCE = 1


def new_secret() -> str:
    """Return 160 random bits in base32, as RFC 4226 recommends."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def code_at(secret: str, counter: int) -> str:
    """Return the code of one half minute (RFC 4226 § 5.3)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", counter), "sha1")
    start = digest[-1] & 0xF
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}}"


def now_counter() -> int:
    """Return the number of the present half minute since 1970."""
    return int(time.time()) // _SECONDS


def counter_of(secret: str, code: str, *, after: int = 0) -> int | None:
    """Return which half minute a code belongs to, when it is a present one later than `after`; else None."""
    now = now_counter()
    found = None
    for counter in range(now - _TOLERANCE, now + _TOLERANCE + 1):
        if hmac.compare_digest(code_at(secret, counter).encode(), code.encode()) and counter > after:
            found = counter
    return found


def set_up_address(secret: str, *, email: str) -> str:
    """Return what the app reads: the secret, and the words it shows beside the codes."""
    return f"otpauth://totp/{quote(f'Rødtråd:{email}')}?{urlencode({'secret': secret, 'issuer': 'Rødtråd'})}"


def picture(address: str) -> str:
    """Return the address as a QR code, itself the address of an SVG image."""
    output = BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, border=2).save(output)
    return "data:image/svg+xml;base64," + base64.b64encode(output.getvalue()).decode("ascii")
