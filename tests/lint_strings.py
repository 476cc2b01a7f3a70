"""Every string of ours is translated into Spanish, with the same placeholders, and compiled."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale/es/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)[sd]|%[sd]|\{[a-z_0-9]*\}")


def entries(text: str) -> list[tuple[str, list[str]]]:
    """Return (msgid, translations) of a catalogue, obsolete entries left out."""
    found = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        joined = re.sub(r'"\n"', "", "\n".join(lines))
        source = re.search(r'^msgid "(.*)"$', joined, re.MULTILINE)
        if source and source[1]:
            found.append((source[1], re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', joined, re.MULTILINE)))
    return found


def main() -> int:
    """Return the number of problems, printing each."""
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "tree"
        shutil.copytree(
            ROOT, work, ignore=shutil.ignore_patterns(".venv", "var", "staticfiles", ".git", "node_modules", ".*_cache")
        )
        subprocess.run(
            [sys.executable, "manage.py", "makemessages", "-l", "es", "--no-obsolete", "-v0"], cwd=work, check=True
        )
        fresh = (work / "locale/es/LC_MESSAGES/django.po").read_text()
        compiled = work / "fresh.mo"
        subprocess.run(["msgfmt", "--check", "-o", compiled, CATALOGUE], check=True)
        if compiled.read_bytes() != CATALOGUE.with_suffix(".mo").read_bytes():
            problems.append("django.mo is older than django.po: run 'make messages'.")
    problems += [f"fuzzy: {line}" for line in re.findall(r"#, .*fuzzy.*\n(?:#.*\n)*msgid (.*)", fresh)]
    for source, translations in entries(fresh):
        if not translations or not all(translations):
            problems.append(f"not translated: {source[:100]}")
        for translation in translations:
            if translation and set(PLACEHOLDER.findall(source)) - set(PLACEHOLDER.findall(translation)):
                problems.append(f"placeholders differ: {source[:100]}")
    for problem in problems:
        print(problem)  # noqa: T201
    return len(problems)


if __name__ == "__main__":
    sys.exit(min(main(), 100))
