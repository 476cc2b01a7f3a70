"""Addresses of the app ``officers``."""

from django.urls import path

from officers.views.forgotten import asked, forgotten
from officers.views.login_link import login_link
from officers.views.mail_choice import mail_choice
from officers.views.notices import notices
from officers.views.privacy import privacy
from officers.views.profile import profile
from officers.views.welcome import welcome

app_name = "officers"
urlpatterns = [
    path("profile/", profile, name="profile"),
    path("profile/mail/", mail_choice, name="mail_choice"),
    path("notices/", notices, name="notices"),
    path("welcome/", welcome, name="welcome"),
    path("forgotten-password/", forgotten, name="forgotten"),
    path("forgotten-password/asked/", asked, name="asked"),
    path("link/<slug:secret>/", login_link, name="login_link"),
    path("privacy/", privacy, name="privacy"),
]
