"""The app that joins the others: settings, addresses, base templates."""

from django.apps import AppConfig


class LmsConfig(AppConfig):
    """Configuration of the app ``lms``."""

    name = "lms"
