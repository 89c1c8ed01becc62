"""Django's settings. What an installation gives is read in config.environment."""

from pathlib import Path

import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from rodtrad.config.environment import Environment

environment = Environment()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = environment.secret_key()
DEBUG = environment.flag("DEBUG", default=False)
ALLOWED_HOSTS = environment.allowed_hosts()
SITE_ADDRESS = environment.text("SITE_ADDRESS", "http://127.0.0.1:8000")
SECURE = environment.flag("HTTPS", default=not environment.is_embedded)

INSTALLED_APPS = [
    "rodtrad.demo",
    "rodtrad.website",
    "rodtrad.api",
    "rodtrad.exchange",
    "rodtrad.search",
    "rodtrad.targets",
    "rodtrad.planning",
    "rodtrad.goals",
    "rodtrad.plans",
    "rodtrad.indicators",
    "rodtrad.cases",
    "rodtrad.sdg",
    "rodtrad.organisations",
    "rodtrad.geography",
    "rodtrad.accounts",
    "rodtrad.core",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "rodtrad.core.requests.RequestIdMiddleware",
    "rodtrad.core.web.kept_answers.KeptAnswersMiddleware",
    "rodtrad.core.web.compression.CompressionMiddleware",
    # The browser's defences stand outside all that can answer by itself.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "rodtrad.core.web.permissions_policy.PermissionsPolicyMiddleware",
    "rodtrad.api.middleware.ApiMiddleware",
    "rodtrad.core.web.largest_request.LargestRequestMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rodtrad.core.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rodtrad.accounts.middleware.BrowsersMiddleware",
    "rodtrad.api.middleware.TokenMiddleware",
    "rodtrad.core.history.AuditMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "rodtrad.core.requests.PrivatePagesMiddleware",
    "rodtrad.search.middleware.SearchIndexMiddleware",
    "rodtrad.website.middleware.ChangedMeanwhileMiddleware",
    "rodtrad.website.middleware.SetUpFirstMiddleware",
    # Inside all that can refuse a request: a forged form is never kept, and what was refused counts as not sent.
    "rodtrad.website.middleware.UnsentMiddleware",
]

ROOT_URLCONF = "rodtrad.config.urls"
WSGI_APPLICATION = "rodtrad.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rodtrad.website.context.site",
            ],
        },
    },
]

#: Forms are drawn with our templates where there are some, and Django's own otherwise.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
#: The audit trail is looked up by record and by root; an index on every other reference would only slow writing.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")  # reading writes nothing to tell of
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
#: Months that the trail keeps texts and names where a root has not chosen otherwise; 0 is for ever.
HISTORY_TEXTS_MONTHS = environment.number("HISTORY_TEXTS_MONTHS", 0)
HISTORY_NAMES_MONTHS = environment.number("HISTORY_NAMES_MONTHS", 0)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rodtrad.accounts.log_in.OpenAccounts",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "rodtrad.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "rodtrad.accounts.passwords.NotOnesOwnName"},
    {"NAME": "rodtrad.accounts.passwords.NotGuessedFirst"},
]
SESSION_ENGINE = "rodtrad.accounts.sessions"
OIDC_ISSUER = environment.oidc_issuer()
OIDC_CLIENT_ID = environment.text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = environment.text("OIDC_CLIENT_SECRET")
OIDC_NAME = environment.text("OIDC_NAME", "OpenID Connect")
OIDC_CREATE_ACCOUNTS = environment.flag("OIDC_CREATE_ACCOUNTS", default=False)
OIDC_TRUST_EMAIL = environment.flag("OIDC_TRUST_EMAIL", default=False)
MFA_ROLES = environment.roles("MFA_ROLES")
LOGIN_URL = "log_in"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "front"
PASSWORD_RESET_TIMEOUT = 60 * 60
# The limits and their reasons stand in rodtrad.accounts.log_in.
AXES_FAILURE_LIMIT = environment.number("LOGIN_ATTEMPTS", 10)
LOGIN_ATTEMPTS_PER_ADDRESS = environment.number("LOGIN_ATTEMPTS_PER_ADDRESS", 100)
LOGIN_ATTEMPTS_PER_NAME = 50
AXES_HANDLER = "rodtrad.accounts.log_in.Guesses"
AXES_USERNAME_FORM_FIELD = "username"  # the name of the log-in form's field, whatever the model calls it
AXES_USERNAME_CALLABLE = "rodtrad.accounts.log_in.typed_name"
AXES_CLIENT_IP_CALLABLE = "rodtrad.accounts.log_in.counted_address"
AXES_COOLOFF_TIME = 1  # hours; the same as accounts.attempts.MEMORY
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "rodtrad.website.views.errors.too_many_attempts"
AXES_VERBOSE = False

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("bokmål")), ("nn", _("nynorsk")), ("en", _("engelsk"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE
FORMAT_MODULE_PATH = ["rodtrad.core.formats"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT") or environment.data_dir / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60 * 60

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "rodtrad.website.views.unsent.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if SECURE else []
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 31_536_000) if SECURE else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("BEHIND_PROXY", SECURE) else None
)
KEPT_ANSWERS_MB = 0 if DEBUG else environment.number("KEPT_ANSWERS_MB", 32)
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 0)
DATA_UPLOAD_MAX_MEMORY_SIZE = 26 * 1024 * 1024

EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_PORT = environment.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("EMAIL_TLS", default=bool(EMAIL_HOST))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "rodtrad@localhost")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.console.EmailBackend"
)

SSB_ADDRESS = environment.text("SSB_ADDRESS", "https://data.ssb.no/api/pxwebapi/v2")
KLASS_ADDRESS = environment.text("KLASS_ADDRESS", "https://data.ssb.no/api/klass/v1")

LOGGING_CONFIG = None  # config.logs sets it up, in JSON or for a terminal
