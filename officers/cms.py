"""Wagtail's app for users, without its screens: people and roles are looked after by this app."""

from wagtail.users.apps import WagtailUsersAppConfig


class CmsUsersConfig(WagtailUsersAppConfig):
    """``wagtail.users`` with no user or group screens of its own."""
