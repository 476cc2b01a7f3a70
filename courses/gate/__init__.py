"""The gate before the CMS: what Wagtail shows by itself to whoever may log in is asked of the doors first.

Wagtail's admin is made for people who trust each other. Here one area must not learn of another's
reserved material, so ``courses.middleware.GateMiddleware`` stands before every address under
``/admin/``: an address has a row in ``courses.gate.table`` or does not exist, and every id in path,
query and body is asked of the doors. ``docs/access.md`` says it on one page.
"""
