"""Addresses of the app ``courses``."""

from django.urls import URLPattern, URLResolver, path

from courses.views.file import file

app_name = "courses"
urlpatterns: list[URLPattern | URLResolver] = [
    path("files/<str:sha256>/<str:name>", file, name="file"),
]
