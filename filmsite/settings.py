"""Settings, read from FILMSITE_* variables (all named in .env.example); safe when one is forgotten."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.utils.csp import CSP

from filmsite import environment

BASE_DIR = Path(__file__).resolve().parent.parent

# FileAwareEnv: every variable can also be given as NAME_FILE, the path of a file that holds the value.
env = environ.FileAwareEnv()
env.read_env(BASE_DIR / ".env")
environment.forget_empty_variables()

DEBUG = env.bool("FILMSITE_DEBUG", default=False)

DATA_DIR = Path(env.str("FILMSITE_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env.str("FILMSITE_SECRET_KEY", default="") or environment.kept_secret_key(DATA_DIR / "secret-key")

# Where the site is

BASE_URL = environment.base_url(env.str("FILMSITE_BASE_URL", default="http://127.0.0.1:8000"))
_base = urlsplit(BASE_URL)
_on_tls = _base.scheme == "https"
_on_this_machine_only = _base.hostname in {"127.0.0.1", "localhost", "::1"}

_default_hosts = ["127.0.0.1", "localhost", "[::1]"] if _on_this_machine_only else [_base.hostname]
ALLOWED_HOSTS = [host.strip() for host in env.list("FILMSITE_ALLOWED_HOSTS", default=_default_hosts)]
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]

BEHIND_TLS_PROXY = env.bool("FILMSITE_BEHIND_TLS_PROXY", default=False)
if BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Applications

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "django_tasks_db",
    "simple_history",
    "filmsite",
    "accounts",
    "catalog",
    "lists",
    "diary",
    "reviews",
]

MIDDLEWARE = [
    # The first three put the security headers on every answer, those of the guards and WhiteNoise included.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "filmsite.middleware.refuse_unreadable_requests",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "filmsite.reading.give_reading",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "filmsite.middleware.answer_too_many",
]

ROOT_URLCONF = "filmsite.urls"
WSGI_APPLICATION = "filmsite.wsgi.application"
CSRF_FAILURE_VIEW = "filmsite.views.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

CRISPY_TEMPLATE_PACK = "crispy"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["crispy"]

# Data

DATABASES = {
    "default": environment.database(
        env.db_url("FILMSITE_DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'filmsite.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database by default and not in memory: the limits on logins have to be counted across all workers.
CACHES = {"default": env.cache_url("FILMSITE_CACHE_URL", default="dbcache://filmsite_cache")}

# What takes long is done by `manage.py db_worker`, which quickstart starts beside the site.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

MEDIA_URL = env.str("FILMSITE_MEDIA_URL", default="/media/")
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": env.str("FILMSITE_MEDIA_STORAGE", default="django.core.files.storage.FileSystemStorage")},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What a request may bring; filmsite.middleware answers 413 beyond it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
MAX_BODY_SIZE = 6 * 1024 * 1024

# Members

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Limits on writing, voting and reporting (accounts/limits.py), allauth's on logins; off for load and acceptance runs.
THROTTLE = env.bool("FILMSITE_THROTTLE", default=True)

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "signup": "accounts.forms.SignupForm",
    "add_email": "accounts.forms.AddEmailForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Filmsite: "
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USERNAME_VALIDATORS = "accounts.names.username_validators"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Who changes an address, or the second factor, gives the password once more; every such change is told by mail.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {} if THROTTLE else False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS_PROXY else 0
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Filmsite"

# Mail

MAILERS = {"default": environment.mailer(env.str("FILMSITE_EMAIL_URL", default="console://"))}
DEFAULT_FROM_EMAIL = env.str("FILMSITE_EMAIL_FROM", default=f"Filmsite <noreply@{_base.hostname}>")

# The chart's weighted score v/(v+m)*R + m/(v+m)*C: m ratings of the mean C are added to every film's own. This C is the
# one to start with; `manage.py recompute_chart` works out the site's own.

CHART_M = environment.within("FILMSITE_CHART_M", env.int("FILMSITE_CHART_M", default=10), 1, 1_000_000)
CHART_C = environment.within("FILMSITE_CHART_C", env.float("FILMSITE_CHART_C", default=6.5), 1, 10)

# Contributions: members of whom so many were accepted publish directly, and one in so many of those is looked at after.
TRUSTED_AFTER = environment.within("FILMSITE_TRUSTED_AFTER", env.int("FILMSITE_TRUSTED_AFTER", default=20), 1, 100_000)
SAMPLE_ONE_IN = environment.within("FILMSITE_SAMPLE_ONE_IN", env.int("FILMSITE_SAMPLE_ONE_IN", default=5), 1, 1_000)

# Moderation: who else may judge a decision, named in every statement of reasons; where authorities write to.

REDRESS = env.str("FILMSITE_REDRESS", default="Whatever is decided here, the courts are open to you.")
CONTACT = env.str("FILMSITE_CONTACT", default="")
# Whether the public log names moderators; it says only "moderator" or "administrator" otherwise.
MODERATORS_NAMED = env.bool("FILMSITE_MODERATORS_NAMED", default=False)

# Safety

_media = urlsplit(MEDIA_URL)
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    # data: is the second factor's QR code.
    "img-src": [CSP.SELF, "data:", *([f"{_media.scheme}://{_media.netloc}"] if _media.netloc else [])],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _on_tls
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _on_tls else 0
if _on_tls:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# Whether the neighbours of this host name are on TLS too is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if _on_this_machine_only:
    # There is no TLS on a loopback address, and nobody in between; mail is read on the console.
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016", "mail.E001"]

# Language and time

LANGUAGE_CODE = "en"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
