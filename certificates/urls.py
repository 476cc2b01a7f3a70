"""Addresses of the app ``certificates``."""

from django.urls import URLPattern, URLResolver, path

from certificates.views.certificate import certificate, mine, pdf
from certificates.views.verification import verification, verify

app_name = "certificates"
urlpatterns: list[URLPattern | URLResolver] = [
    path("verify/", verify, name="verify"),
    path("v/<str:serial>/", verification, name="verification"),
    path("certificates/", mine, name="mine"),
    path("certificates/<str:serial>/", certificate, name="certificate"),
    path("certificates/<str:serial>/pdf/", pdf, name="pdf"),
]
