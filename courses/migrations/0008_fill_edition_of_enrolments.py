"""Fills the edition of the enrolments that were made before it was there: no run had moved, so it is the run's."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Write it; one statement."""
    run = apps.get_model("courses", "CourseRun").objects.filter(pk=OuterRef("run"))
    apps.get_model("courses", "Enrolment").objects.filter(edition=None).update(edition=Subquery(run.values("edition")))


class Migration(migrations.Migration):

    dependencies = [
        ("courses", "0007_enrolment_takes_an_edition"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
