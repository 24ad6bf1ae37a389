"""One settings file: every variable of the environment is read here, once, typed, and loud when wrong.

`.env.example` lists them all. Without DEBUG and without SECRET_KEY the portal refuses to start;
`make run` sets PORTAL_DEMO, which keeps a generated key in the private data folder instead.
"""

import secrets
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

from portal import environment

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

TESTING = "pytest" in sys.modules
DEBUG = env.bool("DEBUG", default=False)
# Demo mode: demo accounts exist, mail goes to files, plain http on this machine is allowed.
DEMO = env.bool("PORTAL_DEMO", default=False)
# A name without a slash before it lies beside manage.py, wherever we are started.
DATA_DIR = BASE_DIR / (env.str("PORTAL_DATA_DIR", default="") or "var")


def _make_data_dir() -> None:
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise EnvError(f"PORTAL_DATA_DIR={DATA_DIR} cannot be made: {trouble.strerror}.") from None


def _secret_key() -> str:
    """The key from the environment; in demo mode one made once and kept in the data folder."""
    given: str = env.str("SECRET_KEY", default="")
    if given:
        return given
    if DEBUG or TESTING:
        return "only-for-development-and-tests-never-for-a-server-that-others-can-reach"
    if not DEMO:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Set it to a long random value (see .env.example), "
            "or set DEBUG=true for development, or use `make run` for the demo."
        )
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        _make_data_dir()
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(60))
    return kept.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"], validate=environment.host_names
)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The address people reach the portal under: letters and QR codes carry it. No slash at the end.
PORTAL_URL = (
    env.str("PORTAL_URL", default="", validate=environment.WEB_ADDRESS).rstrip("/") or "http://127.0.0.1:8000"
)
LOCAL_HTTP = DEBUG or DEMO or TESTING

INSTALLED_APPS = [
    "portal",
    "parks",
    "alliance",
    "casework",
    "accounts",
    "portal.desk_config.DeskConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "js_lib_bootstrap5",
    "lucide",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.FurtherHeaders",
    # Out here, so that also an answer that never reached a view carries it.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.middleware.TextOnly",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.PrivatePages",
    "accounts.middleware.SignInRequired",
    "accounts.middleware.StaffSecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- database -----------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    """SQLite in WAL mode with immediate transactions, or whatever DATABASE_URL names."""
    database = environment.database(env.str("DATABASE_URL", default=""), file=DATA_DIR / "portal.sqlite3")
    options = database.setdefault("OPTIONS", {})
    if database["ENGINE"].endswith("sqlite3"):
        _make_data_dir()
        options.update(
            transaction_mode="IMMEDIATE",
            timeout=20,
            init_command="PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
        )
    elif not TESTING:
        pool = env.int("DATABASE_POOL", default=8, validate=environment.AT_LEAST_ONE)
        # Five seconds for a connection: a dead database is told soon, not when the watcher has given up.
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 5}
        # A connection that a restart of PostgreSQL has cut is replaced, not handed out.
        database["CONN_HEALTH_CHECKS"] = True
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# "www.example.cn" typed into a form means https; Django 6 does so by itself.
FORMS_URLFIELD_ASSUME_HTTPS = True

# Rate limits count here, so the cache must be one for all processes: the database, or Redis.
REDIS_URL = env.str("REDIS_URL", default="", validate=environment.REDIS_ADDRESS)
CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_timeout": 5, "socket_connect_timeout": 5},
        }
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}
    )
}
if TESTING:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- people -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.signup.SignupFields"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_UNIQUE_EMAIL = True
# A changed password, address or second factor is told by mail.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0, validate=environment.NONE_OR_MORE)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL_HTTP
MFA_TOTP_ISSUER = "Liangjiang Alliance"
# Staff work in Django admin with a second factor; only the demo lets them in without one.
STAFF_SECOND_FACTOR = not DEMO and not DEBUG

# --- mail ---------------------------------------------------------------------------------------

# smtp://user:password@host:port/?tls=true sends; the default writes each letter to a file.
_mail = environment.mail(env.str("EMAIL_URL", default=""), folder=DATA_DIR / "mail")
EMAIL_BACKEND: str = _mail["EMAIL_BACKEND"]
EMAIL_HOST: str = _mail["EMAIL_HOST"] or ""
EMAIL_PORT: int = _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER: str = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD: str = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS: bool = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL: bool = _mail["EMAIL_USE_SSL"]
EMAIL_FILE_PATH: str = _mail["EMAIL_FILE_PATH"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = (
    env.str("DEFAULT_FROM_EMAIL", default="", validate=environment.MAIL_ADDRESS) or "alliance@portal.example"
)

# --- language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["portal.formats"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"  # never served: private documents go through a view that records the opening
MEDIA_ROOT = DATA_DIR / "documents"
WHITENOISE_KEEP_ONLY_HASHED_FILES = not LOCAL_HTTP or DEMO


def _storages() -> dict[str, dict[str, Any]]:
    """Documents in a private folder or an S3-compatible bucket; logos beside them, served by a view."""
    documents: dict[str, Any] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    bucket: str = env.str("S3_BUCKET", default="")
    if bucket:
        if find_spec("storages") is None or find_spec("boto3") is None:
            raise EnvError("S3_BUCKET is set, but requirements-s3.txt is not installed (see .env.example).")
        documents = {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": bucket,
                "endpoint_url": env.str("S3_ENDPOINT", default="", validate=environment.WEB_ADDRESS) or None,
                "default_acl": None,
                "querystring_auth": True,
                "file_overwrite": False,
            },
        }
    static = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    )
    return {"default": documents, "staticfiles": {"BACKEND": static}}


STORAGES = _storages()
DOCUMENT_MAX_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # form fields only; files stream past it
FILE_UPLOAD_PERMISSIONS = 0o600
# host:port of a clamd that scans documents; empty = no scanner, and the pages say so.
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="", validate=environment.HOST_AND_PORT)

# --- security -----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_SSL_REDIRECT = not LOCAL_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if LOCAL_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL_HTTP
SECURE_HSTS_PRELOAD = not LOCAL_HTTP
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = not LOCAL_HTTP
CSRF_COOKIE_SECURE = not LOCAL_HTTP
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12, validate=environment.AT_LEAST_ONE) * 3600
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"

# --- the alliance -------------------------------------------------------------------------------

MEMBERSHIP_TERM_YEARS = env.int("MEMBERSHIP_TERM_YEARS", default=3, validate=environment.AT_LEAST_ONE)
# Where people write when a page fails them; shown in the footer where it is set.
SECRETARIAT_EMAIL = env.str("SECRETARIAT_EMAIL", default="", validate=environment.MAIL_ADDRESS)
ICP_NUMBER = env.str("ICP_NUMBER", default="")
POLICE_NUMBER = env.str("POLICE_NUMBER", default="")

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO", validate=environment.LOG_LEVEL)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}

if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
