"""Objectives: what a learner can do afterwards, with its Bloom level."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

__all__ = ["COURSE_OBJECTIVES", "LESSON_OBJECTIVES", "Bloom", "ObjectiveBlock"]


class Bloom(models.TextChoices):
    """How deep an objective goes (Anderson and Krathwohl, 2001)."""

    REMEMBER = "remember", _("Remember")
    UNDERSTAND = "understand", _("Understand")
    APPLY = "apply", _("Apply")
    ANALYSE = "analyse", _("Analyse")
    EVALUATE = "evaluate", _("Evaluate")
    CREATE = "create", _("Create")


class ObjectiveBlock(blocks.StructBlock):
    """One objective of a course."""

    text = blocks.CharBlock(label=_("The learner can …"), max_length=300)
    bloom = blocks.ChoiceBlock(label=_("Level"), choices=Bloom.choices, default=Bloom.APPLY)

    class Meta:
        label = _("objective")
        icon = "check"


COURSE_OBJECTIVES = [("objective", ObjectiveBlock())]
LESSON_OBJECTIVES = [("objective", blocks.CharBlock(label=_("The learner can …"), max_length=300, icon="check"))]
