"""The database itself refuses to change what is written once."""

from django.db import migrations

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial")]
    operations = [
        append_only_trigger("courses_edition"),
        append_only_trigger("courses_editionitem"),
        append_only_trigger("courses_editionasset"),
        append_only_trigger("courses_outcome"),
    ]
