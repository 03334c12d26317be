"""Django's settings. What an operator may set is in `environment.py`; nothing else is read."""

import hashlib
from pathlib import Path

from mainstay.config.environment import Environment
from mainstay.config.logging import configure_logging

ENV = Environment()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENV.signing_key()
DEBUG = ENV.debug
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    ENV.host,
    *filter(None, ENV.allowed_hosts.split(",")),
]
ROOT_URLCONF = "mainstay.config.urls"
WSGI_APPLICATION = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "mainstay.core",
    "mainstay.ui",
    "mainstay.team",
    "mainstay.channels",
    "mainstay.channels.telegram",
    "mainstay.clients",
    "mainstay.conversations",
    "mainstay.surveys",
    "mainstay.automation",
    "mainstay.web",
    "mainstay.api",
    "mainstay.portal",
    "mainstay.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]

MIDDLEWARE = [
    "mainstay.core.middleware.Boundary",
    "mainstay.web.middleware.request_id.RequestId",
    "mainstay.api.middleware.OnceForPrograms",
    "mainstay.web.middleware.metrics.CountRequests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "mainstay.web.middleware.modules.AllowImportMap",
    "mainstay.web.middleware.htmx.LeadWholePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mainstay.web.middleware.reader.Reader",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mainstay.web.middleware.sessions.NoteSession",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "mainstay.core.middleware.OnceAndWhole",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            PACKAGE / module / "templates" for module in ("ui", "surveys", "web", "portal", "api")
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "mainstay.web.templating.environment",
            "context_processors": ["mainstay.web.frame.context"],
        },
    },
    {
        # For the mails and the few pages that the sign-in library brings.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# --- Database ---------------------------------------------------------------------------------
DATABASES = {"default": ENV.database()}
DATABASES["default"]["TEST"] = {"NAME": "test_mainstay"}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- Files ------------------------------------------------------------------------------------
HOME = ENV.home
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "mainstay.web.assets.HashedFiles"
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_MAX_AGE = 3600

# --- Languages --------------------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ru", "Русский"),
    ("id", "Bahasa Indonesia"),
]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- People -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "team.Member"
AUTHENTICATION_BACKENDS = ["mainstay.team.signed_in.SignIn"]
SESSION_ENGINE = "mainstay.team.signed_in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("name", "email")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "mainstay.web.sign_in.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "mainstay.web.sign_in.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "login_webauthn": "mainstay.web.sign_in.forms.PasskeySignIn",
    "authenticate_webauthn": "mainstay.web.sign_in.forms.PasskeySecondStep",
    "reauthenticate_webauthn": "mainstay.web.sign_in.forms.PasskeyConfirmation",
    "add_webauthn": "mainstay.web.sign_in.forms.NewPasskey",
}
# People join by an invitation, which vouches for their address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Mainstay"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENV.host == "localhost"
USERSESSIONS_TRACK_ACTIVITY = True

# --- Safety of pages --------------------------------------------------------------------------
# Two installations on one host differ by port only, and cookies ignore the port.
_HOME_MARK = hashlib.sha256(str(HOME.resolve()).encode()).hexdigest()[:8]
_IS_HTTPS = ENV.public_url.startswith("https://")
SESSION_COOKIE_NAME = f"mainstay_session_{_HOME_MARK}"
CSRF_COOKIE_NAME = f"mainstay_csrf_{_HOME_MARK}"
LANGUAGE_COOKIE_NAME = f"mainstay_language_{_HOME_MARK}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_TRUSTED_ORIGINS = [ENV.public_url]
CSRF_FAILURE_VIEW = "mainstay.web.errors.csrf_failure"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _IS_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENV.trusts_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# The one inline script is the import map; `web.assets` knows its hash.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", ENV.public_live_url],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# --- Mail -------------------------------------------------------------------------------------
# The sign-in library's own mails go out by the desk's outbound queue as well.
EMAIL_BACKEND = "mainstay.channels.email.backend.Outbound"
DEFAULT_FROM_EMAIL = ENV.mail_from

LOGGING_CONFIG = None
configure_logging(ENV.log, ENV.log_level)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
