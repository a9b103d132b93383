"""What every installation shares. Each setting that a deployer may change is read from KHEO_…;
.env.example lists them all with their defaults (held equal by a test).
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from kheo.core.paper.limits import Limits
from kheo.kernel.logs import logging_config

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()

KHEO_VAR = Path(env.str("KHEO_VAR", default=str(ROOT / "var")))
if (Path.cwd() / ".env").is_file():
    env.read_env(Path.cwd() / ".env")

SECRET_KEY = env.str("KHEO_SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS = env.list("KHEO_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
KHEO_PUBLIC_URL = env.str("KHEO_PUBLIC_URL", default="").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("KHEO_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
    # Before allauth, whose pages it words anew.
    "kheo.accounts",
    "allauth",
    "allauth.account",
    "axes",
    "kheo.kernel",
    "kheo.audit",
    "kheo.units",
    "kheo.documents",
    "kheo.notices",
    "kheo.rulebook",
    "kheo.councils",
    "kheo.campaigns",
    "kheo.registrations",
    "kheo.progress",
    "kheo.handovers",
    "kheo.appraisals",
    "kheo.recognitions",
    "kheo.commendations",
    "kheo.reports",
    "kheo.portal",
    "kheo.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kheo.kernel.web.request_log.RequestLog",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kheo.kernel.web.middleware.ChosenLanguage",
    "kheo.kernel.web.middleware.DemoStaysHome",
    "django.middleware.common.CommonMiddleware",
    "kheo.kernel.web.middleware.KeepFilledForm",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kheo.kernel.web.middleware.SignInRequired",
    "kheo.accounts.web.middleware.MustChangePassword",
    "kheo.kernel.web.middleware.ReadsDoNotWrite",
    "kheo.kernel.web.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "kheo.kernel.web.context.installation",
                "kheo.portal.context.navigation",
            ],
        },
    },
]

DATABASES = {
    "default": env.db_url_config(env.str("KHEO_DATABASE_URL"))
    if env.str("KHEO_DATABASE_URL", default="")
    else {"ENGINE": "kheo.kernel.db.sqlite3", "NAME": str(KHEO_VAR / "kheo.sqlite3")},
}
DATABASES["default"].setdefault("CONN_MAX_AGE", None)
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "kheo.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "kheo.accounts.web.forms.SignInForm",
    "change_password": "kheo.accounts.web.forms.ChangePasswordForm",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
# A hurried try during the lock does not lengthen it: the page promises fifteen minutes.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "kheo.accounts.web.views.locked_out"
AXES_VERBOSE = False
# A village shares one address: locking by name alone is meant.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

SESSION_ENGINE = "django.contrib.sessions.backends.db"
# How long the answer “đủ, chưa đủ điều kiện” about somebody is kept once the dossier has ended.
KHEO_STANDING_ANSWER_DAYS = env.int("KHEO_STANDING_ANSWER_DAYS", default=365)
SESSION_COOKIE_AGE = env.int("KHEO_SESSION_SECONDS", default=4 * 3600)
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kheo.kernel.web.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src/kheo/kernel/locale", ROOT / "src/kheo/accounts/locale_libraries"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = KHEO_VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kheo.kernel.static_files.HashedFiles"},
}
MEDIA_ROOT = KHEO_VAR / "files"

FILE_UPLOAD_HANDLERS = [
    "kheo.kernel.web.uploads.StopAtLimit",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
KHEO_PAPER_LIMITS = Limits(
    document_bytes=env.int("KHEO_MAX_DOCUMENT_MB", default=20) * 1024 * 1024,
)
KHEO_TRUST_ROOTS = env.str("KHEO_TRUST_ROOTS", default="")
KHEO_SILENT_DAYS = env.int("KHEO_SILENT_DAYS", default=60)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Mail goes out only where a server is named; nothing else of Khéo depends on it.
KHEO_MAIL_HOST = EMAIL_HOST = env.str("KHEO_MAIL_HOST", default="")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_PORT = env.int("KHEO_MAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("KHEO_MAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("KHEO_MAIL_PASSWORD", default="")
EMAIL_USE_TLS = env.str("KHEO_MAIL_SECURITY", default="starttls") == "starttls"
EMAIL_USE_SSL = env.str("KHEO_MAIL_SECURITY", default="starttls") == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("KHEO_MAIL_FROM", default="kheo@localhost")

LOGGING = logging_config(env.str("KHEO_LOG_LEVEL", default="WARNING"))
