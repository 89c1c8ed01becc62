"""Settings for tests: an embedded server of their own, plain static files, quick passwords."""

import os
import tempfile
from pathlib import Path

_PLACE = Path(tempfile.gettempdir()) / f"rodtrad-tests-{os.getuid()}"
os.environ.setdefault("RODTRAD_DATA", str(_PLACE / "data"))
os.environ.setdefault("RODTRAD_DATABASE", "rodtrad")
if "DATABASE_URL" in os.environ:
    os.environ.setdefault("SECRET_KEY", "for-tests-only")
    os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
    os.environ.setdefault("HTTPS", "no")

from rodtrad.config.settings import *  # noqa: E402, F403  # the environment must be set first

if environment.is_embedded:  # noqa: F405
    _PLACE.mkdir(mode=0o711, exist_ok=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
STATIC_ROOT = _PLACE / "static"  # WhiteNoise warns when it is not there
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
