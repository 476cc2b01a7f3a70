"""What a posted page would refer to: images, documents and pages, read from the body before Wagtail's form is.

A form that is refused shows again what was chosen, title and thumbnail; so an id out of reach must
not get that far. The page's own form reads the body here, because only it knows where ids stand in
blocks and rich text; nothing is rendered and nothing saved.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.error import ExporterException
from wagtail.models import Page

from courses.gate import reach
from courses.gate.ids import is_id
from courses.models import CourseDocument, CourseImage
from courses.subjects import subject_of
from kernel.refusal import Refusal
from officers.models import Act, Officer

__all__ = ["Claim", "OutOfReach", "Unreadable", "posted_to", "require_within_reach"]

#: A model and the primary key of one of its rows.
Claim = tuple[type[Model], str]

_GUARDED = (CourseImage, CourseDocument, Page)
#: How the body names what a chooser in a block holds (``courses.blocks.media``).
_CHOSEN: dict[str, type[Model]] = {
    "-value-image": CourseImage,
    "-value-document": CourseDocument,
    "-value-media": CourseDocument,
    "-value-captions": CourseDocument,
}


class OutOfReach(Refusal):
    """What was posted names an image, a document or a page that is unknown or not for this person."""

    code = "out_of_reach"
    message = _(
        "This page refers to an image, a document or a page that does not exist or that you may not use. "
        "Go back, take it out and save again."
    )


class Unreadable(Refusal):
    """What was posted is no form of this page."""

    code = "unreadable"
    message = _("The form arrived incomplete, so nothing was saved. Open the page again and repeat your change.")


def posted_to(page: Page, parent: Page, request: HttpRequest) -> list[Claim]:
    """Return what the page would refer to with the body of the request, whether or not the form is valid.

    Raises ``Unreadable`` where Wagtail would fail.
    """
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(request.POST, request.FILES, instance=page, parent_page=parent.specific, for_user=request.user)
    try:
        return list(dict.fromkeys([*_posted(form), *_chosen(request.POST.dict())]))
    except (LookupError, TypeError, ValueError, ExporterException) as error:
        raise Unreadable from error


def require_within_reach(officer: Officer, claims: Iterable[Claim]) -> None:
    """Raise ``OutOfReach`` unless the officer may show every image, document and page that is claimed."""
    wanted: dict[type[Model], set[str]] = defaultdict(set)
    for model, pk in claims:
        wanted[model].add(pk)
    pages = Page.objects.filter(pk__in=wanted[Page])
    within = (
        reach.images(officer).filter(pk__in=wanted[CourseImage]).count() == len(wanted[CourseImage])
        and reach.documents(officer).filter(pk__in=wanted[CourseDocument]).count() == len(wanted[CourseDocument])
        and len(pages) == len(wanted[Page])
        and all(reach.reaches_page(officer, page, Act.READ_CONTENT) or subject_of(page) is None for page in pages)
    )
    if not within:
        raise OutOfReach


def _posted(form: Any) -> Iterator[Claim]:
    """Walk the fields of a bound form and of its inline forms, by what was sent and not by what is valid."""
    model_fields = {field.name: field for field in form._meta.model._meta.get_fields()}
    for name, field in form.fields.items():
        value = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        yield from _referred(model_fields.get(name), value)
    for formset in getattr(form, "formsets", {}).values():
        for inline in formset.forms:
            yield from _posted(inline)


def _chosen(body: dict[str, Any]) -> Iterator[Claim]:
    """Yield what choosers in blocks were sent: a block reads what is not there as nothing, and so tells it apart."""
    for name, pk in body.items():
        for ending, model in _CHOSEN.items():
            if name.endswith(ending) and pk:
                if not is_id(pk):
                    raise OutOfReach
                yield model, pk


def _referred(model_field: Any, value: Any) -> Iterator[Claim]:
    if value in (None, ""):
        return
    if hasattr(model_field, "extract_references"):
        found = [(model, str(pk)) for model, pk, _model_path, _content_path in model_field.extract_references(value)]
    elif model_field is not None and model_field.many_to_one:
        found = [(model_field.related_model, str(value))]
    else:
        return
    for model, pk in found:
        kind = Page if issubclass(model, Page) else model
        if kind not in _GUARDED:
            continue
        if not is_id(pk):
            raise OutOfReach
        yield kind, pk
