"""Curricula as files that people correct: how they are read, checked and planned. Pure: no Django, no words.

Faults are codes with values; ``courses.curriculum_words`` has the sentences.
"""
