"""From the files of ``content/figures`` to the pictures and data sets that lessons show."""

from pathlib import Path
from typing import Any

import yaml

from figures.charts import CHARTS
from figures.datasets import DATASETS, as_csv, read
from figures.drawing import Drawing

__all__ = ["draw", "expected", "make"]


def draw(spec: dict[str, Any]) -> str:
    """Return the SVG of one figure; ``spec`` says its ``kind``, ``title``, ``desc`` and what that kind needs."""
    drawing = Drawing(spec["title"], spec["desc"], spec.get("heading", ""))
    return drawing.svg(CHARTS[spec["kind"]](spec, drawing))


def expected(content: Path) -> dict[Path, bytes]:
    """Return every file that the data make, by its path: first the data sets, since figures read them."""
    made: dict[Path, bytes] = {content / "courses" / name: as_csv(rows()) for name, rows in DATASETS.items()}
    for path in sorted((content / "figures").glob("*/*.yaml")):
        spec: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "data" in spec:
            spec["incidents"] = _chosen(made[content / "courses" / spec["data"]], spec.get("only"))
        target = content / "courses" / path.parent.name / "media" / f"{path.stem}.svg"
        made[target] = draw(spec).encode()
    return made


def make(content: Path) -> list[Path]:
    """Write what has changed and return its paths."""
    changed = []
    for path, wanted in expected(content).items():
        if not path.exists() or path.read_bytes() != wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted)
            changed.append(path)
    return changed


def _chosen(data: bytes, kind: str | None) -> list[dict[str, str]]:
    return [row for row in read(data) if kind in (None, row["tipo"])]
