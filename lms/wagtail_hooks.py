"""What this app adds to the CMS."""

from lms import access_hooks  # noqa: F401 - registers roles and acts of two persons
