"""What others made is in the repository as it was when it was looked at: VENDOR.toml says which bytes."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"
ASSETS: list[dict[str, Any]] = tomllib.loads((VENDOR / "VENDOR.toml").read_text())["asset"]


def _folder(asset: dict[str, Any]) -> Path:
    return VENDOR / str(asset["name"]) / str(asset["version"])


@pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: str(asset["name"]))
def test_vendored_files_are_the_ones_that_were_looked_at(asset: dict[str, Any]) -> None:
    found = {
        path.relative_to(_folder(asset)).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _folder(asset).rglob("*")
        if path.is_file()
    }
    assert found == asset["sha256"]


@pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: str(asset["name"]))
def test_vendored_asset_says_its_licence_and_why_it_is_here(asset: dict[str, Any]) -> None:
    assert asset["licence"].strip()
    assert asset["why"].strip()


def test_nothing_is_vendored_without_a_line() -> None:
    listed = {_folder(asset) / name for asset in ASSETS for name in asset["sha256"]}
    found = {path for path in VENDOR.rglob("*") if path.is_file()} - {VENDOR / "VENDOR.toml"}
    assert found - listed == set()
