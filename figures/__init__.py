"""Figures and data sets of the courses, made from data so that they can be corrected: ``make figures``."""
