"""What import-linter cannot see: which way rows point, how long files are, what things are called."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from audit.append_only import AppendOnly

ROOT = Path(__file__).resolve().parents[2]
#: From the top down: an app may name only what stands after it.
APPS = ["lms", "certificates", "assessments", "courses", "officers", "audit"]
OURS = [model for label in APPS for model in apps.get_app_config(label).get_models()]
#: What may go with its owner: it is no history.
MAY_CASCADE = {"CourseRendition.image", "CourseImage.collection", "CourseDocument.collection"}


def tracked(pattern: str) -> list[Path]:
    """Files of the repository, those not yet committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def test_foreign_keys_point_down():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        and field.related_model._meta.app_label in APPS
        and APPS.index(field.related_model._meta.app_label) < APPS.index(model._meta.app_label)
    ]  # fmt: skip
    assert wrong == []


def test_migrations_depend_downward():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    wrong = [
        f"{key} → {dependency}"
        for key, migration in loader.disk_migrations.items()
        if key[0] in APPS
        for dependency in migration.dependencies
        if dependency[0] in APPS and APPS.index(dependency[0]) < APPS.index(key[0])
    ]
    assert wrong == []


def test_officers_and_audit_touch_no_wagtail_model():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    wrong = [
        str(key)
        for key, migration in loader.disk_migrations.items()
        if key[0] in {"officers", "audit"} and any(name.startswith("wagtail") for name, _ in migration.dependencies)
    ]
    assert wrong == []


def test_history_is_protected():
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and not field.remote_field.parent_link
        and field.remote_field.on_delete is models.CASCADE
        and f"{model.__name__}.{field.name}" not in MAY_CASCADE
    ]
    assert wrong == []


def test_constraints_have_names_said_by_people():
    names = [constraint.name for model in OURS for constraint in model._meta.constraints]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]+", name) for name in names)
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_what_is_written_once_has_a_trigger():
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT event_object_table FROM information_schema.triggers WHERE trigger_name = 'append_only'"
            )
        else:
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append_only%'")
        guarded = {row[0] for row in cursor.fetchall()}
    written_once = {model._meta.db_table for model in OURS if issubclass(model, AppendOnly)}
    assert written_once == guarded


def test_no_file_is_longer_than_450_lines():
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for pattern in ("*.py", "*.js", "*.css", "*.html")
        for path in tracked(pattern)
        if "/migrations/" not in str(path) and "/vendor/" not in str(path)
        and (count := len(path.read_text().splitlines())) > 450
    ]  # fmt: skip
    assert long == []


def test_no_module_is_named_for_nothing():
    vague = {"utils", "helpers", "common", "misc", "core", "base_utils"}
    assert [str(path) for path in tracked("*.py") if path.stem in vague or vague & set(path.parent.parts[-1:])] == []


def test_kernel_is_a_closed_list():
    assert {path.stem for path in (ROOT / "kernel").glob("*.py")} == {
        "__init__", "refusal", "folding", "canonical", "cells", "sheets",
    }  # fmt: skip


def test_templates_hold_no_inline_script_or_style():
    wrong = [
        str(path.relative_to(ROOT))
        for path in tracked("templates/*.html")
        if "/pdf/" not in str(path)
        and re.search(
            r"<script(?![^>]*\bsrc=)(?![^>]*type=\"importmap\")|<style|\sstyle=|\son[a-z]+=\"", path.read_text()
        )
    ]
    assert wrong == []


def test_roles_and_classifications_are_tested_behind_the_two_doors_only():
    doors = {"officers/roles.py", "courses/access.py", "courses/classification.py"}
    pattern = re.compile(
        r"\bis_superuser\b|groups\.filter|\.classification\s*(==|!=|\bin\b)|\.role\s*(==|!=)|has_perm\("
    )
    wrong = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in tracked("*.py")
        if str(path.relative_to(ROOT)) not in doors
        and not {"tests", "migrations", "bench", "faults"} & set(path.relative_to(ROOT).parts)
        for line in path.read_text().splitlines()
        if pattern.search(line) and "models.Q(is_superuser=False)" not in line
    ]
    assert wrong == []


def test_public_views_say_so_in_one_line():
    """A view open to anonymous visitors is listed here, so that opening one is a decision."""
    public = set()
    for path in tracked("*/views/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and any(
                "login_not_required" in ast.unparse(decorator) for decorator in node.decorator_list
            ):
                public.add(f"{path.relative_to(ROOT).parts[0]}.{node.name}")
    assert public <= PUBLIC, public - PUBLIC


PUBLIC = {
    "lms.healthz",
    "lms.home",
    "lms.readyz",
    "officers.asked",
    "officers.forgotten",  # whoever forgot the password cannot log in to say so
    "officers.login_link",  # for whoever holds a valid link: it sets a password, and logs nobody in
    "officers.privacy",
    "officers.set_language",
    "courses.catalogue",
    "courses.course",
    "courses.file",
    "courses.guideline",
    "courses.guidelines",
    "assessments.save",  # open to nobody: it asks the session in the statement that locks the attempt
    "certificates.verify",
    "certificates.verification",
}
