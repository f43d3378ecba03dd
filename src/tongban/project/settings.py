"""Settings, driven by environment variables that begin with TONGBAN_ (listed in docs/systems/operations.md).

Importing this opens no connection and starts nothing. While the secrets file does not exist yet, logins are
placeholders nobody gets in with; `tongban db start` makes the file.
"""

from __future__ import annotations

import os
import secrets as random
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tongban.base.database import addresses, home


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in ("1", "true", "yes", "on")


def _list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


# --- Where things are -------------------------------------------------------------------------------------------
HOME = home.Home(home.default_home())
TONGBAN_HOME = str(HOME.path)
SOURCE = Path(__file__).resolve().parents[1]
MEDIA_ROOT = HOME.files
STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("TONGBAN_STATIC_ROOT") or None

# --- Who may talk to us -----------------------------------------------------------------------------------------
DEBUG = _flag("TONGBAN_DEBUG", default=False)
SECRET_KEY = os.environ.get("TONGBAN_SECRET_KEY") or HOME.read_secrets().get("secret_key") or random.token_hex(32)
ALLOWED_HOSTS = _list("TONGBAN_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = _flag("TONGBAN_HTTPS", default=not DEBUG)  # `tongban serve` on the loopback address sets it to 0
# The address in QR codes: what a stranger's phone opens to verify a certificate.
TONGBAN_PUBLIC_URL = os.environ.get("TONGBAN_PUBLIC_URL", "http://localhost:8000").rstrip("/")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600  # one working day, seconds
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if _flag("TONGBAN_TRUST_PROXY", default=False):  # only behind a proxy that sets these headers itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = _list("TONGBAN_ORIGINS")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- What it is made of -----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "tongban.base",
    "tongban.catalogue",
    "tongban.exchange",
    "tongban.certificates",
    "tongban.prereview",
    "tongban.cases",
    "tongban.portal",
    "tongban.api",
    "tongban.project",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "ninja",
    "csp",
]
MIDDLEWARE = [
    "tongban.project.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tongban.project.middleware.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tongban.portal.middleware.LanguageMiddleware",
    "tongban.project.middleware.UploadLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tongban.portal.middleware.ErrorPageMiddleware",
]
ROOT_URLCONF = "tongban.project.urls"
WSGI_APPLICATION = "tongban.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,  # our portal stands before allauth, so it may replace allauth's pages
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "tongban.portal.context.shell",
            ]
        },
    }
]
# With a folder of their own (`tongban serve` fills it) static files get far-future names; without one they come
# straight from the packages.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage."
        + ("ManifestStaticFilesStorage" if STATIC_ROOT else "StaticFilesStorage")
    },
}
WHITENOISE_USE_FINDERS = not STATIC_ROOT

# --- Database, cache, queue -------------------------------------------------------------------------------------
_app, _owner = addresses.app_and_owner(HOME)
_default = _app.django()
# The fixed statements of `base.sql` are planned once per connection. A pooler that hands the same connection to another
# client after each transaction, and does not carry prepared statements along, needs TONGBAN_DATABASE_PREPARE=0.
_default["OPTIONS"] |= {"prepare_threshold": 0 if _flag("TONGBAN_DATABASE_PREPARE", default=True) else None}
DATABASES = {
    "default": {**_default, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
    "owner": _owner.django(),  # migrations only: docs/adr/0002
}
CACHES = {  # shared by all web processes, or else each would count guesses at a password on its own
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "base_cache"}
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_DATABASE_ALIAS = "default"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Signing in -------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "base.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tongban.project.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key", "signup": "20/m/ip"}
TONGBAN_SIGNUP = _flag("TONGBAN_SIGNUP", default=False)
MFA_ADAPTER = "tongban.project.accounts.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "通办"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # notices go through base, never by mail from here

# --- Language and time ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [SOURCE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Shanghai"  # civil days of the law

CSRF_FAILURE_VIEW = "tongban.portal.errors.csrf_failed"
TONGBAN_DEMO = _flag("TONGBAN_DEMO", default=True)  # says on every page and certificate that nothing here is real

# --- What people send -------------------------------------------------------------------------------------------
TONGBAN_FILE_MAX_BYTES = 50 * 1024 * 1024  # one uploaded file
TONGBAN_REQUEST_MAX_BYTES = TONGBAN_FILE_MAX_BYTES + 1024 * 1024  # one request: a file and its form fields
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # form fields without files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]  # to disk, never to memory
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Reading papers (workers only) ------------------------------------------------------------------------------
TONGBAN_READERS = {
    "size": int(os.environ.get("TONGBAN_READERS", "1")),  # reader processes of one worker
    "threads": int(os.environ.get("TONGBAN_READER_THREADS", "2")),  # text recognition threads of each
    "engine": os.environ.get("TONGBAN_OCR_ENGINE", "auto"),  # auto, openvino, onnxruntime, text_only
}

# --- Log --------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "tongban.project.logs.JsonFormatter", "with_messages": DEBUG}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": os.environ.get("TONGBAN_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "procrastinate": {"level": "WARNING"},  # its INFO lines repeat every job's arguments
    },
}
