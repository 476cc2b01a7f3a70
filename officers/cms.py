"""Wagtail's app for users, without its screens: people and roles are looked after by this app."""

from wagtail.users.apps import WagtailUsersAppConfig


class CmsUsersConfig(WagtailUsersAppConfig):
    """``wagtail.users`` with no user or group screens of its own (its bulk actions: ``courses.gate``)."""

    user_viewset = "officers.cms_screens.NoScreens"
    group_viewset = "officers.cms_screens.NoScreens"
