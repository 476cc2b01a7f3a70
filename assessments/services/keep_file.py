"""Keeping a file that an officer hands in as an answer."""

import hashlib
import re
from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.draw import Draw, UnknownSlot
from assessments.models.answer_file import AnswerFile
from assessments.models.attempt import Attempt
from assessments.queries.wordings import wordings
from assessments.question_types.file_answer.schema import ENDINGS, Content
from assessments.question_types.file_answer.words import TYPES
from courses.upload_words import REFUSALS
from courses.uploads import Unacceptable, document_type, image_type
from kernel.refusal import Refusal
from officers.models import Officer
from officers.roles import NotPermitted

__all__ = ["FileRefused", "keep_file", "path_of_answer"]

#: More files than this at one question are no answer; they only fill the disk.
MOST_FILES = 20
_UNSAFE = re.compile(r"[/\\\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class FileRefused(Refusal):
    """The file is not taken; the sentence says why, and what was handed in before stands."""

    code = "file_refused"
    message = _("Choose a file and send it.")


def path_of_answer(sha256: str) -> str:
    """Return where the bytes of a handed-in file lie in the private storage: apart from those of editions."""
    return f"answers/{sha256[:2]}/{sha256}"


def keep_file(*, attempt: Attempt, slot: int, content: bytes, name: str, by: Officer) -> AnswerFile:
    """Store a file for a question of the officer's own attempt; the answer that names it is saved like any other.

    Kept whatever the time: whether the answer counts, saving it says. What it is, its content says
    (``courses.uploads``). Sent twice it is one file. Raises ``NotPermitted`` and ``FileRefused``.
    """
    if attempt.officer_id != by.pk:
        raise NotPermitted
    asked = _content(attempt, slot)
    if not content:
        raise FileRefused(_("The file is empty."))
    if len(content) > asked.megabytes * 1024 * 1024:
        raise FileRefused(_("The file is too large: at most %(most)s megabytes."), most=asked.megabytes)
    clean = _UNSAFE.sub("", name).strip()[-120:] or "archivo"
    media_type = _type(content, clean, asked)
    sha256 = hashlib.sha256(content).hexdigest()
    known = _known(attempt, slot, sha256, clean)
    if known is not None:
        return known
    storage: Any = storages["default"]
    storage.put(path_of_answer(sha256), content)
    with transaction.atomic():
        Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
        known = _known(attempt, slot, sha256, clean)  # others may have come meanwhile
        if known is not None:
            return known
        kept: AnswerFile = AnswerFile.objects.create(
            attempt=attempt, slot=slot, sha256=sha256, name=clean, media_type=media_type, size=len(content)
        )
        return kept


def _known(attempt: Attempt, slot: int, sha256: str, name: str) -> AnswerFile | None:
    """Return the file if it was sent before; refuse another one where there are as many as may be."""
    held = AnswerFile.objects.filter(attempt=attempt, slot=slot)
    known: AnswerFile | None = held.filter(sha256=sha256, name=name).first()
    if known is None and held.count() >= MOST_FILES:
        raise FileRefused(_("You have handed in as many files here as one may. What was saved counts."))
    return known


def _content(attempt: Attempt, number: int) -> Content:
    try:
        slot = Draw.from_json(attempt.draw).slot(number)
    except UnknownSlot:
        raise FileRefused from None
    content = wordings([slot.version])[slot.version].content
    if not isinstance(content, Content):
        raise FileRefused
    return content


def _type(content: bytes, name: str, asked: Content) -> str:
    ending = name.rpartition(".")[2].lower()
    is_picture = ending in ENDINGS["picture"]
    try:
        if ending not in asked.endings:
            raise FileRefused(
                _("This kind of file is not taken here. Send one of these: %(types)s."),
                types=", ".join(str(TYPES[each]) for each in asked.types),
            )
        return image_type(content, name) if is_picture else document_type(content, name)
    except Unacceptable as refused:
        raise FileRefused(REFUSALS[refused.code]) from None
