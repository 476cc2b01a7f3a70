"""News of this app for the apps above, told after the commit that made them true."""

from django.dispatch import Signal

#: An enrolment met its course's rule. Sent with ``enrolment_id``.
enrolment_completed = Signal()

#: A course was put under another area. Sent with ``course_id`` inside the transaction: what follows holds with it.
area_set = Signal()

#: New dates of an activity in a run are about to be written. Sent with ``run`` (locked), ``dates`` (``ActivityDates``),
#: ``agreed``, ``why``, ``by`` and ``at`` inside the transaction: a receiver may refuse what nobody has agreed to.
dates_set = Signal()

#: An edition was published. Sent with ``edition_id``.
edition_published = Signal()
