"""Addresses of the app ``courses``."""

from django.urls import URLPattern, URLResolver, path, re_path

from courses.views.activity import activity, activity_done
from courses.views.catalogue import catalogue
from courses.views.course import course, enrol
from courses.views.enrolment import my_learning, outline, withdraw
from courses.views.file import file
from courses.views.glossary import glossary
from courses.views.guideline import guideline, guidelines
from courses.views.lesson import print_lesson
from courses.views.teaching import taught_officer, taught_run, teaching

app_name = "courses"
urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue/", catalogue, name="catalogue"),
    path("catalogue/<slug:code>/", course, name="course"),
    path("catalogue/<slug:code>/enrol/", enrol, name="enrol"),
    path("guidelines/", guidelines, name="guidelines"),
    path("guidelines/<slug:code>/", guideline, name="guideline"),
    path("guidelines/<slug:code>/<int:number>/", guideline, name="guideline_edition"),
    path("learn/", my_learning, name="my_learning"),
    path("learn/<uuid:enrolment>/", outline, name="outline"),
    path("learn/<uuid:enrolment>/withdraw/", withdraw, name="withdraw"),
    path("learn/<uuid:enrolment>/glossary/", glossary, name="glossary"),
    path("learn/<uuid:enrolment>/<uuid:activity>/", activity, name="activity"),
    path("learn/<uuid:enrolment>/<uuid:activity>/done/", activity_done, name="activity_done"),
    path("learn/<uuid:enrolment>/<uuid:activity>/print/", print_lesson, name="print"),
    path("teaching/", teaching, name="teaching"),
    path("teaching/<uuid:run>/", taught_run, name="taught_run"),
    path("teaching/<uuid:run>/<uuid:enrolment>/", taught_officer, name="taught_officer"),
    re_path(r"^files/(?P<sha256>[0-9a-f]{64})/(?P<name>[^/]+)$", file, name="file"),
]
