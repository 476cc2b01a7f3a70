"""Addresses of the app ``assessments``."""

from django.urls import URLPattern, URLResolver, path

from assessments.views.check import check
from assessments.views.codes import codes
from assessments.views.complaints import complaints
from assessments.views.deliver import deliver
from assessments.views.events import events
from assessments.views.file import file
from assessments.views.marking import mark, marking
from assessments.views.missed import missed
from assessments.views.next_section import next_section
from assessments.views.pen import pen
from assessments.views.receipt import receipt, receipt_file
from assessments.views.review import review
from assessments.views.save import save
from assessments.views.sitting import sitting
from assessments.views.start import start
from assessments.views.submit import submit
from assessments.views.upload import answer_file, marked_file, upload

app_name = "assessments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("sit/<uuid:attempt>/save/", save, name="save"),
    path("learn/<uuid:enrolment>/<uuid:activity>/start/", start, name="start"),
    path("teaching/<uuid:run>/questions/", missed, name="missed"),
    path("teaching/<uuid:run>/codes/", codes, name="codes"),
    path("teaching/marking/", marking, name="marking"),
    path("teaching/marking/<uuid:answer>/", mark, name="mark"),
    path("teaching/marking/<uuid:answer>/file/", marked_file, name="marked_file"),
    path("sit/<uuid:attempt>/upload/<int:slot>/", upload, name="upload"),
    path("sit/<uuid:attempt>/answers/<int:slot>/<str:sha256>/", answer_file, name="answer_file"),
    path("sit/<uuid:attempt>/", sitting, name="sitting"),
    path("sit/<uuid:attempt>/deliver/", deliver, name="deliver"),
    path("sit/<uuid:attempt>/events/", events, name="events"),
    path("sit/<uuid:attempt>/check/", check, name="check"),
    path("sit/<uuid:attempt>/files/<str:sha256>/<str:name>", file, name="file"),
    path("sit/<uuid:attempt>/pen/", pen, name="pen"),
    path("sit/<uuid:attempt>/next/", next_section, name="next_section"),
    path("sit/<uuid:attempt>/submit/", submit, name="submit"),
    path("sit/<uuid:attempt>/review/", review, name="review"),
    path("sit/<uuid:attempt>/complaints/", complaints, name="complaints"),
    path("sit/<uuid:attempt>/receipt/", receipt, name="receipt"),
    path("sit/<uuid:attempt>/receipt.json", receipt_file, name="receipt_file"),
]
