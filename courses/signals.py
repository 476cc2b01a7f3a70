"""News of this app for the apps above, told after the commit that made them true."""

from django.dispatch import Signal

#: An enrolment met its course's rule. Sent with ``enrolment_id``.
enrolment_completed = Signal()

#: An edition was published. Sent with ``edition_id``.
edition_published = Signal()
