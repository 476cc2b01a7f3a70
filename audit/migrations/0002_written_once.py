"""The database itself refuses to change what is written once."""

from django.db import migrations

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        append_only_trigger("audit_entry"),
        append_only_trigger("audit_reading"),
    ]
