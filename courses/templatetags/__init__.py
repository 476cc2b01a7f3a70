"""Tags of the templates that show a learner his course."""
