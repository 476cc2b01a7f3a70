"""PostgreSQL: one statement saves an answer of an attempt that the process has read before."""

from typing import Any

from django.db import migrations

#: As ``services.save_response`` inserts. ``_versions``: of the rows of attempt and officer, as the caller read them.
#: The lock comes first: what stands below it sees what was committed until then.
_FUNCTION = """
CREATE FUNCTION aula_save_response(
  _attempt bigint, _client integer, _sequence integer, _slot smallint, _value jsonb, _base text, _most integer,
  _versions text
) RETURNS TABLE (standing varchar, at timestamptz) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  _ends timestamptz;
BEGIN
  SELECT a.ends_at INTO _ends FROM assessments_attempt a JOIN officers_officer o ON o.id = a.officer_id
  WHERE a.id = _attempt AND CONCAT_WS(' ', a.ctid, a.xmin, o.ctid, o.xmin) = _versions
  FOR NO KEY UPDATE OF a;
  IF NOT FOUND OR _ends < GREATEST(
    STATEMENT_TIMESTAMP(),
    (SELECT MAX(r.at) FROM assessments_response r WHERE r.attempt_id = _attempt),
    (SELECT m.at FROM assessments_clockmark m LIMIT 1)
  ) THEN
    RETURN;
  END IF;
  RETURN QUERY
  INSERT INTO assessments_response AS new (attempt_id, client, sequence, slot, value, base, standing, "order", at)
  SELECT _attempt, _client, _sequence, _slot, _value, _base,
    CASE WHEN COALESCE((SELECT r.client || '.' || r.sequence FROM assessments_response r
                        WHERE r.attempt_id = _attempt AND r.slot = _slot AND r.standing = 'counted'
                        ORDER BY r."order" DESC LIMIT 1), '') = _base THEN 'counted'
         ELSE 'stale' END,
    kept.many + 1, STATEMENT_TIMESTAMP()
  FROM (SELECT COALESCE(MAX(r."order"), 0) AS many FROM assessments_response r WHERE r.attempt_id = _attempt) kept
  WHERE kept.many < _most
  ON CONFLICT (attempt_id, client, sequence) DO NOTHING
  RETURNING new.standing, new.at;
END $$
"""
_NO_FUNCTION = (
    "DROP FUNCTION aula_save_response(bigint, integer, integer, smallint, jsonb, text, integer, text)"
)


def _on_postgresql(sql: str) -> Any:
    def run(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)

    return run


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0034_answers_from_strangers"),
    ]

    operations = [
        migrations.RunPython(_on_postgresql(_FUNCTION), _on_postgresql(_NO_FUNCTION)),
    ]
