"""What joins apps in the CMS."""

from lms import people_hooks  # noqa: F401 - registers officers and units
