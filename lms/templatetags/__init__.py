"""Tags of our templates: ``{% load ui %}``."""
