"""The pages in which curricula are written.

Officers never read a page: they read editions, frozen from live pages (``courses.freeze``). ``serve`` is
never reached (``courses.wagtail_hooks``); a preview renders the frozen draft.
"""

import uuid
from decimal import Decimal
from typing import Any, ClassVar, Never, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PagePermissionTester

from courses import activities, frozen_files
from courses.blocks import (
    COURSE_OBJECTIVES,
    GLOSSARY_TERMS,
    GUIDELINE_BLOCKS,
    LESSON_BLOCKS,
    LESSON_OBJECTIVES,
    ContentStreamField,
)
from courses.freeze import freeze
from courses.models.edition import Level, Rounding
from courses.page_forms import ContentPageForm, PageCopyForm
from courses.preview import preview, stay_here
from courses.render import render_picture, rendered_terms
from courses.sections import sections

__all__ = [
    "ActivityPage",
    "CataloguePage",
    "CoursePage",
    "GlossaryPage",
    "GuidelinePage",
    "GuidelinesPage",
    "HomePage",
    "LessonPage",
    "ModulePage",
]


class OurPermissions(PagePermissionTester):
    """What one may do with a page: nobody takes it back page by page (``services.leave_out_page``)."""

    def can_unpublish(self) -> bool:
        """Never: editions are what officers see."""
        return False

    def can_view_revisions(self) -> bool:
        """Within courses and guidelines: the tree above them has no history that anybody is shown."""
        return bool(self.page.specific_class.in_course)


class OurPage(Page):
    """What every page type has in common: a title and content, and neither promotion nor settings."""

    #: Wagtail's own title panel fills in a slug beside it, which has no field here, and hides its border and label.
    content_panels: ClassVar[list[Any]] = [FieldPanel("title")]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []
    preview_modes: ClassVar[list[tuple[str, Any]]] = []
    private_page_options: ClassVar[list[str]] = []
    admin_default_ordering = "ord"
    base_form_class = ContentPageForm
    copy_form_class = PageCopyForm
    #: Columns that are the row's identity: no revision and no copy carries them over.
    identity_fields: ClassVar[tuple[str, ...]] = ()
    #: Whether learners complete it, so that a link may lead to it.
    is_activity = False
    #: Whether it stands within a course or is a guideline, and not in the tree above all of them.
    in_course = True

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the page as a revision has it, under the identity that the row has."""
        page: Self = super().with_content_json(content)
        for name in self.identity_fields:
            setattr(page, name, getattr(self, name))
        return page

    def permissions_for_user(self, user: Any) -> OurPermissions:
        """Return what a person may do with this page."""
        return OurPermissions(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Never:
        """Refuse: ``courses.wagtail_hooks`` answers before this is reached."""
        raise Http404


class HomePage(OurPage):
    """The root of the site."""

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["courses.CataloguePage", "courses.GuidelinesPage"]
    in_course = False

    class Meta:
        verbose_name = _("home page")


class CataloguePage(OurPage):
    """The list of courses."""

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["courses.HomePage"]
    subpage_types: ClassVar[list[str]] = ["courses.CoursePage"]
    in_course = False

    class Meta:
        verbose_name = _("catalogue")


class GuidelinesPage(OurPage):
    """The list of guidelines."""

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["courses.HomePage"]
    subpage_types: ClassVar[list[str]] = ["courses.GuidelinePage"]
    in_course = False

    class Meta:
        verbose_name = _("list of guidelines")


class CoursePage(OurPage):
    """Where a course is written: what its next edition says on the cover, and its modules below.

    What holds at once on every edition (code, area, classification, access, prerequisites, contact) is
    in the row ``Course``, edited beside this page. Made by ``services.create_course``.
    """

    course = models.OneToOneField("courses.Course", on_delete=models.PROTECT, related_name="page", editable=False)
    public_title = models.CharField(
        _("public title"), max_length=200, blank=True,
        help_text=_("For a reserved course: the title on certificates and records, which others may see."),
    )  # fmt: skip
    lede = models.CharField(_("lede"), max_length=300, blank=True, help_text=_("One sentence under the title."))
    summary = models.TextField(_("summary"), max_length=600, default="")
    objectives = ContentStreamField(COURSE_OBJECTIVES, verbose_name=_("objectives"), blank=True)
    audience = models.TextField(_("audience"), max_length=600, blank=True)
    academic_hours = models.PositiveSmallIntegerField(
        _("academic hours"), default=1, validators=[MinValueValidator(1), MaxValueValidator(2000)],
        help_text=_("Hours of 45 minutes."),
    )  # fmt: skip
    credits = models.DecimalField(
        _("credits"), max_digits=4, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(0)]
    )
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.BASIC)
    cover = models.ForeignKey(
        "courses.CourseImage", verbose_name=_("cover"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    pass_mark = models.DecimalField(
        _("pass mark"), max_digits=4, decimal_places=2, default=Decimal(11),
        validators=[MinValueValidator(0), MaxValueValidator(20)], help_text=_("Of 20."),
    )  # fmt: skip
    rounding = models.CharField(_("rounding"), max_length=5, choices=Rounding, default=Rounding.NONE)
    validity_months = models.PositiveSmallIntegerField(
        _("validity in months"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("Empty: the certificate does not expire."),
    )  # fmt: skip
    resolution = models.CharField(_("resolution"), max_length=120, blank=True)

    content_panels = [
        *OurPage.content_panels,
        FieldPanel("public_title"),
        MultiFieldPanel([FieldPanel("lede"), FieldPanel("summary"), FieldPanel("cover")], heading=_("In short")),
        FieldPanel("objectives"),
        FieldPanel("audience"),
        FieldRowPanel([FieldPanel("academic_hours"), FieldPanel("credits"), FieldPanel("level")]),
        FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("rounding")]),
        FieldRowPanel([FieldPanel("validity_months"), FieldPanel("resolution")]),
    ]
    #: A course begins with its row: code, area and classification (``courses:new_course`` in the CMS).
    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["courses.CataloguePage"]
    subpage_types: ClassVar[list[str]] = ["courses.ModulePage", "courses.GlossaryPage"]
    preview_modes = [("", _("Cover"))]
    identity_fields = ("course_id",)

    class Meta:
        verbose_name = _("course page")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the cover as the next edition would."""
        payload = freeze(self)
        picture = render_picture(payload["cover"], file_url=frozen_files.inside) if payload["cover"] else ""
        return TemplateResponse(request, "courses/cover_preview.html", {"cover": payload, "picture": picture})


class PartPage(OurPage):
    """A part of a course with a stable identity: kept by revisions and moves, new on a copy."""

    activity_uuid = models.UUIDField(default=uuid.uuid4, editable=False)

    exclude_fields_in_copy: ClassVar[list[str]] = ["activity_uuid"]
    #: The address too: a move may change it (``services.move_page``), and an older draft must not bring it back.
    identity_fields = ("activity_uuid", "slug")

    class Meta:
        abstract = True


class ModulePage(PartPage):
    """An ordered part of a course."""

    summary = models.TextField(_("summary"), max_length=600, blank=True)

    content_panels = [*OurPage.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]

    class Meta:
        verbose_name = _("module")


class GlossaryPage(OurPage):
    """The words of a course and what they mean; one page a course, frozen into the cover of its edition."""

    terms = ContentStreamField(GLOSSARY_TERMS, verbose_name=_("terms"), blank=True)

    content_panels = [*OurPage.content_panels, FieldPanel("terms")]
    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    preview_modes = [("", _("As a learner sees it"))]

    class Meta:
        verbose_name = _("glossary")

    def clean(self) -> None:
        """Refuse a key that two terms have: a link would not know which is meant."""
        super().clean()
        keys = [key for child in self.terms if (key := child.value.get("key"))]
        for key in keys:
            if keys.count(key) > 1:
                raise ValidationError(
                    {"terms": ValidationError(_("Two terms have the key “%(key)s”."), "term_twice", {"key": key})}
                )

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft as the next edition would."""
        payload = freeze(self)
        context = {"glossary": payload, "terms": rendered_terms(payload["terms"], activity_url=stay_here)}
        return TemplateResponse(request, "courses/glossary_preview.html", context)


class ActivityPage(PartPage):
    """A page of a kind of activity (``courses.activities``); apps above have their own.

    The kind that names this class as its ``page_model`` freezes, checks and previews it.
    """

    required = models.BooleanField(
        _("required"), default=True, help_text=_("The course is complete when every required activity is done.")
    )

    is_activity = True
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    preview_modes = [("", _("As a learner sees it"))]

    class Meta:
        abstract = True

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Render the frozen draft, as a learner would get it."""
        kind = activities.kind_of(self)
        return kind.preview(request, kind.freeze(self), self.title)


class LessonPage(ActivityPage):
    """An activity that is read or watched."""

    lede = models.CharField(_("lede"), max_length=300, blank=True, help_text=_("One sentence under the title."))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=20, validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Reading and exercise together."),
    )  # fmt: skip
    objectives = ContentStreamField(LESSON_OBJECTIVES, verbose_name=_("objectives"), blank=True)
    body = ContentStreamField(LESSON_BLOCKS, verbose_name=_("text of the lesson"), blank=True)

    content_panels = [
        *OurPage.content_panels,
        FieldPanel("lede"),
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("required")]),
        FieldPanel("objectives"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("lesson")


class GuidelinePage(OurPage):
    """Where a guideline is written: one page, since doctrine is read, printed and cited as a whole.

    Its sections are its headings (``courses.sections``). Code, area, classification, access and contact are in the
    row ``Guideline``, edited beside this page. Made by ``services.create_guideline``.
    """

    guideline = models.OneToOneField("courses.Guideline", on_delete=models.PROTECT, related_name="page", editable=False)
    summary = models.TextField(
        _("summary"), max_length=600, default="", help_text=_("What it is for, in two or three sentences.")
    )
    version = models.CharField(
        _("version"), max_length=40, blank=True, help_text=_("As the document itself is cited, for example 2.1.")
    )
    in_force_on = models.DateField(_("in force from"), null=True, blank=True)
    resolution = models.CharField(
        _("approved by"), max_length=120, blank=True, help_text=_("The resolution or directive, with its date.")
    )
    body = ContentStreamField(GUIDELINE_BLOCKS, verbose_name=_("text of the guideline"), blank=True)

    content_panels = [
        *OurPage.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("version"), FieldPanel("in_force_on")]),
        FieldPanel("resolution"),
        FieldPanel("body"),
    ]
    #: A guideline begins with its row: code, area and classification (``guidelines_cms:new`` in the CMS).
    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["courses.GuidelinesPage"]
    subpage_types: ClassVar[list[str]] = []
    preview_modes = [("", _("As a reader sees it"))]
    identity_fields = ("guideline_id",)

    class Meta:
        verbose_name = _("guideline page")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft as the next edition would."""
        payload = freeze(self)
        headings = sections(payload["body"])
        context = {"guideline": payload, "sections": headings, "body": preview(payload, headings=headings)}
        return TemplateResponse(request, "courses/guideline_preview.html", context)
