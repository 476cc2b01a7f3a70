"""What stands in the CMS and belongs to no one app above ``courses``."""

from lms import people_hooks, system_hooks  # noqa: F401 - register their addresses, rows of the gate and menu entries
