"""Courses, their editions, runs, enrolments, and what is held about each."""

from courses.models.access_rule import AccessRule
from courses.models.course import Classification, Course, Guideline
from courses.models.edition import Edition, EditionAsset, EditionItem
from courses.models.enrolment import Enrolment
from courses.models.loaded_source import LoadedSource
from courses.models.media import CourseDocument, CourseImage, CourseRendition
from courses.models.outcome import Outcome
from courses.models.progress import ActivityState, Progress
from courses.models.publication import Publication
from courses.models.run import CourseRun, RunActivity
from courses.models.run_move import RunMove
from courses.pages import (
    CataloguePage,
    CoursePage,
    GlossaryPage,
    GuidelinePage,
    GuidelinesPage,
    HomePage,
    LessonPage,
    ModulePage,
)

__all__ = [
    "AccessRule",
    "ActivityState",
    "CataloguePage",
    "Classification",
    "Course",
    "CourseDocument",
    "CourseImage",
    "CoursePage",
    "CourseRendition",
    "CourseRun",
    "Edition",
    "EditionAsset",
    "EditionItem",
    "Enrolment",
    "GlossaryPage",
    "Guideline",
    "GuidelinePage",
    "GuidelinesPage",
    "HomePage",
    "LessonPage",
    "LoadedSource",
    "ModulePage",
    "Outcome",
    "Progress",
    "Publication",
    "RunActivity",
    "RunMove",
]
