#!/usr/bin/env bash
# Every check that needs no database; all of them run, then the exit status says whether any failed.
set -u
bin=$(dirname "$PY")
failed=0
export DJANGO_SETTINGS_MODULE=lms.settings.test

run() {
  echo "── $1"
  shift
  "$@" || failed=1
}

python_files=$(git ls-files '*.py' | grep -v /migrations/)

run "ruff format" "$bin/ruff" format --check --quiet .
run "ruff check" "$bin/ruff" check --quiet .
run "django-upgrade" "$bin/django-upgrade" --target-version 5.2 $python_files
run "djade" "$bin/djade" --check --target-version 5.2 $(git ls-files 'templates/*.html')
run "import contracts" "$bin/lint-imports" --no-logo
run "mypy" "$bin/mypy" --no-error-summary .
run "migrations" "$PY" manage.py makemigrations --check --dry-run
run "strings" "$PY" tests/lint_strings.py
run "production settings" env DJANGO_SETTINGS_MODULE=lms.settings.production \
  SECRET_KEY="$("$PY" -c 'import secrets; print(secrets.token_urlsafe(60))')" ALLOWED_HOSTS=aula.example \
  RECEIPT_KEY="$("$PY" -c 'import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())')" \
  DATABASE_URL=postgresql://aula@127.0.0.1/aula REDIS_URL=redis://127.0.0.1:6379/0 PUBLIC_URL=https://aula.example \
  MEDIA_ROOT=/srv/aula/media LOGIN_HELP="Mesa de ayuda" PRIVACY_CONTACT="Oficial de datos" \
  "$PY" manage.py check --deploy --fail-level WARNING
exit $failed
