"""Who ever held a role, by the grants that there are."""

from django.db import migrations
from django.db.models import Exists, OuterRef


def fill(apps, schema_editor):
    """Mark whoever has a grant, in force or not."""
    grants = apps.get_model("officers", "Grant").objects.filter(officer=OuterRef("pk"))
    apps.get_model("officers", "Officer").objects.filter(Exists(grants)).update(was_granted=True)


class Migration(migrations.Migration):

    dependencies = [
        ('officers', '0008_who_ever_held_a_role'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
