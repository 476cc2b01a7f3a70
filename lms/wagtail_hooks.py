"""What stands in the CMS and belongs to no one app above ``courses``."""

from lms import access_hooks, paper_hooks, people_hooks, system_hooks  # noqa: F401 - register addresses, rows of the gate, the menu
