"""Every address of the system."""

from allauth.account.views import login, logout
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from lms.views.cms_account import cms_account, no_way_in
from lms.views.health import healthz, readyz
from lms.views.home import home
from officers.views.language import set_language
from officers.views.password import change_password

handler400 = "lms.views.bad_request.bad_request"

#: allauth's pages that are offered. Sign-up is closed; who cannot get in calls whom the log-in page names.
accounts = [
    path("login/", login, name="account_login"),
    path("logout/", logout, name="account_logout"),
    path("password/change/", change_password, name="account_change_password"),
]

#: Wagtail's own ways in would pass allauth by: without its limits, without a second factor. They stand before
#: Wagtail's patterns, under the names by which Wagtail and the gate know them.
closed = [
    path("admin/login/", no_way_in, name="wagtailadmin_login"),
    re_path(r"^admin/password_reset/", no_way_in, name="wagtailadmin_password_reset"),
    path("admin/account/", cms_account, name="wagtailadmin_account"),
    re_path(r"^_util/", no_way_in, name="wagtailcore_login"),
]

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    # Patterns are tried in order: what is asked most stands first.
    path("", include("assessments.urls")),
    path("", include("courses.urls")),
    path("", include("officers.urls")),
    path("", include("certificates.urls")),
    path("accounts/", include(accounts)),
    path("i18n/setlang/", set_language, name="set_language"),
    *closed,
    path("admin/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]
