"""Every version that was saved before there was a review is ready, by whoever saved it: so it was asked until now."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0028_question_steps"),
    ]

    operations = [
        migrations.RunSQL(
            "INSERT INTO assessments_questionstep (version_id, number, state, why, needs_review, author_id, by_id, at) "
            "SELECT id, 1, 'ready', '', false, by_id, by_id, made_at FROM assessments_questionversion "
            "WHERE NOT EXISTS (SELECT 1 FROM assessments_questionstep "
            "WHERE assessments_questionstep.version_id = assessments_questionversion.id)",
            migrations.RunSQL.noop,
        ),
    ]
