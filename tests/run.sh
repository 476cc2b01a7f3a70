#!/usr/bin/env bash
# The suite on each database and in the browser. A part that cannot run says so in one line; with CI it fails.
set -u
part=${1:-all}
failed=0
# The first process of each database migrates it, the others begin with a copy (tests/template.py).
TEST_TEMPLATE=$(mktemp -d)
export TEST_TEMPLATE
trap 'rm -rf "$TEST_TEMPLATE"' EXIT

cannot() {
  echo "$1"
  if [ "${CI:-}" = true ]; then failed=1; fi
}

run() {
  echo "── $1"
  shift
  "$@" || failed=1
}

sqlite() {
  run "SQLite" env -u DATABASE_URL "$PY" -m pytest -q -n 2 --maxschedchunk 2 -m "not browser and not postgres" tests
}

postgres() {
  url=${TEST_DATABASE_URL:-postgres://postgres@127.0.0.1:5432/test}
  if ! "$PY" -c "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=5).close()" "$url" 2>/dev/null; then
    cannot "PostgreSQL does not answer at TEST_DATABASE_URL: its tests did not run."
    return
  fi
  # The content's own texts and what knows no database were asked once, above.
  run "PostgreSQL" env DATABASE_URL="$url" "$PY" -m pytest -q -n 2 --maxschedchunk 2 -m "not browser and not walk" \
    --ignore tests/content --ignore tests/kernel tests
  "$PY" -m tests.template "$url"
}

browser() {
  if ! command -v chromium >/dev/null; then
    cannot "Chromium is not installed (apt-get install chromium): the browser tests did not run."
    return
  fi
  run "Browser" env -u DATABASE_URL "$PY" -m pytest -q -n 2 --dist loadfile -m browser tests
}

case $part in
  all) sqlite; postgres; browser ;;
  *) "$part" ;;
esac
exit $failed
