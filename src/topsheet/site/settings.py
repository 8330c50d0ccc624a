"""Django settings, driven by the environment.

TOPSHEET_DATA          the data folder (default: the user's data folder of this system)
TOPSHEET_DATABASE_URL  postgresql://user:password@host:port/name (default: SQLite in TOPSHEET_DATA)
TOPSHEET_HOSTS         host names the server answers to, comma separated (default: this machine)
TOPSHEET_TLS           1 when a proxy in front speaks TLS: cookies become secure
TOPSHEET_DEBUG         1 for Django's debug pages (developers only)
"""

import os
from pathlib import Path

from topsheet.platform.environment import data_folder, database_settings, secret_key

TOPSHEET_DATA = data_folder(os.environ)
SECRET_KEY = secret_key(TOPSHEET_DATA)
DEBUG = os.environ.get("TOPSHEET_DEBUG") == "1"

_HOSTS = [host.strip() for host in os.environ.get("TOPSHEET_HOSTS", "").split(",") if host.strip()]
_TLS = os.environ.get("TOPSHEET_TLS") == "1"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *_HOSTS]

DATABASES = {"default": database_settings(os.environ, TOPSHEET_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "template_partials",
    "topsheet.platform",
    "topsheet.production",
    "topsheet.people",
    "topsheet.places",
    "topsheet.script",
    "topsheet.breakdown",
    "topsheet.schedule",
    "topsheet.budget",
    "topsheet.chain",
    "topsheet.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "topsheet.platform.security.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "topsheet.site.door.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "topsheet.site.errors.TopsheetErrors",
]

ROOT_URLCONF = "topsheet.site.urls"
WSGI_APPLICATION = "topsheet.site.wsgi.application"

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
                "topsheet.site.context.office",
            ],
        },
    }
]

AUTH_USER_MODEL = "topsheet_platform.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
CSRF_FAILURE_VIEW = "topsheet.site.errors.stale_form"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if _TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _HOSTS]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [Path(__file__).parent / "locale"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024  # a script as PDF, or pasted rows of a budget

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
