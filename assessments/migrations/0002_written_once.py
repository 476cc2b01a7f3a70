"""The database itself refuses to change what is written once."""

from django.db import migrations

from audit.append_only import append_only_trigger


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [
        append_only_trigger("assessments_questionversion"),
        append_only_trigger("assessments_pinnedquestion"),
        append_only_trigger("assessments_response"),
        append_only_trigger("assessments_attemptmark"),
    ]
