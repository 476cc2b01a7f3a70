"""One style sheet leaves the server, whatever it is written in."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage

from lms.storage import BundledManifestStorage, join_imports

STATIC = Path(__file__).resolve().parents[2] / "static"


def _joined(files: dict[str, str], name: str = "css/site.css") -> str:
    return join_imports(name, read=files.__getitem__)


def test_import_into_a_layer_becomes_a_block_of_that_layer() -> None:
    joined = _joined({"css/site.css": '@import url("a.css") layer(base);\n', "css/a.css": "p { margin: 0; }\n"})
    assert joined == "@layer base {\np { margin: 0; }\n}\n"


def test_import_without_a_layer_stands_as_it_is() -> None:
    assert _joined({"css/site.css": '@import url("a.css");', "css/a.css": "p {}"}) == "p {}"


def test_addresses_of_an_imported_file_start_from_the_joined_one() -> None:
    files = {
        "css/site.css": '@import url("components/a.css") layer(x);',
        "css/components/a.css": 'p { background: url("../../img/a.svg"); mask: url("data:image/png,x"); }',
    }
    assert 'url("../img/a.svg")' in _joined(files)
    assert 'url("data:image/png,x")' in _joined(files)


def test_import_of_a_missing_file_is_an_error() -> None:
    with pytest.raises(KeyError):
        _joined({"css/site.css": '@import url("gone.css");'})


def test_our_sheet_joins_without_a_rest_and_names_every_file() -> None:
    read: set[str] = set()

    def reading(name: str) -> str:
        read.add(name)
        return (STATIC / name).read_text()

    joined = join_imports("css/site.css", read=reading)
    assert "@import" not in joined
    assert joined.count("{") == joined.count("}")
    parts = {path.relative_to(STATIC).as_posix() for path in (STATIC / "css").rglob("*.css")}
    assert parts - read == {"css/cms.css", "css/cms-questions.css", "css/cms-tree.css"}, (
        "those of the CMS are apart; all others are in the list"
    )
    for address in re.findall(r'url\("([^"]+)"\)', joined):
        assert (STATIC / "css" / address).resolve().is_file()


def test_collected_sheet_is_one_file_and_a_second_run_joins_afresh(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = str(tmp_path / "collected")
    sources = tmp_path / "sources"
    (sources / "css").mkdir(parents=True)
    (sources / "css" / "site.css").write_text('@import url("a.css") layer(base);')
    found = FileSystemStorage(location=str(sources))

    def collect() -> str:
        storage = BundledManifestStorage(location=str(tmp_path / "collected"), base_url="/static/")
        for name in ("css/site.css", "css/a.css"):
            storage.delete(name)
            storage.save(name, found.open(name))
        for _name, _hashed, processed in storage.post_process({n: (found, n) for n in ("css/site.css", "css/a.css")}):
            assert not isinstance(processed, Exception)
        return (tmp_path / "collected" / str(storage.stored_name("css/site.css"))).read_text()

    (sources / "css" / "a.css").write_text("p { color: red; }")
    assert collect() == "@layer base {\np { color: red; }\n}"
    (sources / "css" / "a.css").write_text("p { color: blue; }")
    assert collect() == "@layer base {\np { color: blue; }\n}"
