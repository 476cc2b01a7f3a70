"""Settings that hold everywhere; ``dev``, ``test`` and ``production`` say what differs."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

DEBUG = False
ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

INSTALLED_APPS = [
    # From the bottom up: an app's models are loaded before those that build on them.
    "audit",
    "officers",
    "courses",
    "assessments",
    "certificates",
    "lms",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "officers.cms.CmsUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lms.middleware.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.middleware.SessionMiddleware",
    "lms.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.middleware.BodyMiddleware",
    "officers.middleware.LoginRequiredMiddleware",
    "officers.middleware.FirstLoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.middleware.RefusalMiddleware",
    "courses.middleware.GateMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.context.site",
                "officers.context.person",
            ],
        },
    },
]

# People -----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "officers.Officer"
AUTHENTICATION_BACKENDS = ["officers.backends.OfficerBackend"]
PASSWORD_HASHERS = ["officers.hashers.StationArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "cip", "dni", "given_names", "paternal_surname", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "lms.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "officers.forms.LoginForm", "change_password": "officers.forms.ChangePasswordForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# allauth counts every log-in; a class behind one router would be shut out. We count failures: officers.limits.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
ALLAUTH_TRUSTED_PROXY_COUNT = 0

#: Guesses are counted by address and account together, and by address alone (wrong passwords only).
LOGIN_FAILURES_PER_ACCOUNT = "5/15m"
LOGIN_FAILURES_PER_ADDRESS = "100/15m"
#: What the log-in page says to whoever cannot get in.
LOGIN_HELP = "Mesa de ayuda de la Escuela Nacional de Formación Profesional Policial, anexo 2040"
#: The notice that every officer accepts at first login; a new version asks everybody again.
PRIVACY_NOTICE_VERSION = "2027-01"
PRIVACY_CONTACT = "Oficial de datos personales, mesa de partes de la Dirección de Educación y Doctrina"

SESSION_ENGINE = "lms.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SAVE_EVERY_REQUEST = False
#: Minutes without a request after which a session ends, and how often activity is noted.
SESSION_IDLE_MINUTES = 30
SESSION_NOTE_MINUTES = 5

# Languages and dates ----------------------------------------------------------------------------

LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["lms.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Lima"
USE_THOUSAND_SEPARATOR = False

# Files ------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/private-media-has-no-address/"
STORAGES = {
    "default": {"BACKEND": "courses.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "lms.storage.BundledManifestStorage"},
}
#: Uploads are refused by content over these sizes (bytes).
IMAGE_MAX_BYTES = 10 * 1024 * 1024
DOCUMENT_MAX_BYTES = 20 * 1024 * 1024
#: A station's line carries a minute of video in one to two megabytes; longer matter is cut into lessons.
RECORDING_MAX_BYTES = 60 * 1024 * 1024
#: What is larger than a form is not read at all; in the CMS what is larger than any file that its forms refuse.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
#: A block of a page in the CMS is a dozen fields: a glossary of hundreds of terms, or a long lesson, is thousands.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
#: A file of an answer, at most 10 MB, with the answers of its page beside it.
ANSWER_REQUEST_MAX_BYTES = 12 * 1024 * 1024
CMS_REQUEST_MAX_BYTES = 100 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Wagtail ----------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Aula Segura"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_I18N_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILIMAGES_IMAGE_MODEL = "courses.CourseImage"
WAGTAILDOCS_DOCUMENT_MODEL = "courses.CourseDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "courses.media_forms.CourseImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "courses.media_forms.CourseDocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = IMAGE_MAX_BYTES
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "csv", "txt", "mp4", "webm", "mp3", "m4a", "vtt"]
#: Where the machine's own table differs, or has none.
WAGTAILDOCS_CONTENT_TYPES = {
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "vtt": "text/vtt",
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": True}}
WAGTAIL_ADMIN_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES

# Tasks ------------------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
#: Seconds between two sweeps of the worker.
SWEEP_SECONDS = 20

# Certificates -----------------------------------------------------------------------------------

#: The address printed on certificates; stored with each of them.
VERIFICATION_BASE_URL = "http://127.0.0.1:8000"
CERTIFICATE_SIGNATORIES = [
    ("Director de Educación y Doctrina", "Policía Nacional del Perú"),
    ("Jefa de la División de Capacitación", "Escuela Nacional de Formación Profesional Policial"),
]
#: Look-ups by one address: hopeless for guessing (a serial has 40 unguessable bits), ample for a counter.
VERIFICATIONS_PER_ADDRESS = "120/m"

# Receipts of exams -------------------------------------------------------------------------------

#: The key that signs receipts: 32 random bytes in base64; and the public keys of those that signed before it.
RECEIPT_KEY = ""
RECEIPT_OLD_KEYS: list[str] = []

# Messages of the service to people -----------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = "aula-segura@localhost"
#: Seconds after which a mail server that does not answer is left alone: the worker has other things to do.
EMAIL_TIMEOUT = 10
#: Whether notices are mailed to those who have an address and wish it; without, nothing is tried and nothing waits.
EMAIL_NOTICES = False
#: Where a mail about notices leads, and the address of the service before it.
NOTICES_LEAD_TO = "courses:my_learning"
PUBLIC_URL = "http://127.0.0.1:8000"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}
