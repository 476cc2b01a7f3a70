"""The lines of an outline: forty on a page, and most alike for everybody who takes the run."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.kept import Kept
from courses.place import Activity

register = template.Library()

#: Lines by the language and by all that they show but their address.
_lines: Kept[tuple[object, ...], str] = Kept(4096)
#: Stands for the address in a kept line; no title can name it, it is new with each process.
_ADDRESS = uuid4().hex


@register.simple_tag
def activity_lines(activities: Sequence[Activity], kind: str, current: UUID | None) -> SafeString:
    """Return activities as lines of the outline.

    kind: ``wide`` on the outline's own page, empty beside a lesson; current: the activity that is open.
    """
    language = get_language()
    lines: list[str] = []
    for activity in activities:
        is_current = activity.uuid == current
        key = (language, kind, is_current, activity.shown)
        line = _lines.get(key) or _lines.keep(key, _line(activity, kind, is_current=is_current))
        lines.append(line.replace(_ADDRESS, activity.url))
    return mark_safe("".join(lines))  # noqa: S308 - rendered by templates of ours


def _line(activity: Activity, kind: str, *, is_current: bool) -> str:
    shown = {"activity": replace(activity, url=_ADDRESS), "kind": kind, "is_current": is_current}
    return render_to_string("courses/_activity.html", shown)
