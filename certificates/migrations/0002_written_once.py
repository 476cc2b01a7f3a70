"""The database itself refuses to change what is written once."""

from django.db import migrations

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial")]
    operations = [
        append_only_trigger("certificates_award"),
        append_only_trigger("certificates_certificate"),
        append_only_trigger("certificates_certificatefile"),
        append_only_trigger("certificates_revocation"),
    ]
