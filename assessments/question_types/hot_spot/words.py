"""Hot spot: what is wrong in a content or with an answer, in words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_a_list_of_places": _("Choose places in the picture."),
    "not_a_place": _("This is no place in the picture."),
    "too_many_places": _("At most %(most)s places can be given."),
}
PROBLEMS = {
    "grid_size": _("The grid has from 2 to 12 columns and from 2 to 12 rows."),
    "penalty_large": _("A place that hits nothing takes off at most as much as a target earns: from 0 to 1."),
    "bad_shape": _(
        "A target is a circle (across, down and radius) or a polygon of 3 to 40 corners, in thousandths from 0 to 1000."
    ),
    "target_twice": _("Two targets have the same key."),
    "points_out": _("At least as many places may be given as there are targets (%(least)s), and at most %(most)s."),
    "same_square": _("Two targets lie in one square of the grid. Give it more columns or rows."),
}
