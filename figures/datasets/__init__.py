"""The data sets that lessons offer for download: all of them fictitious, made by a fixed seed, written as CSV."""

import csv
import io

from figures.datasets import calls, incidents, reports, survey

__all__ = ["DATASETS", "as_csv", "read"]

#: Where each data set lies under ``content/courses``, and who makes its rows (the first is the header).
DATASETS = {
    "policia-comunitaria/media/incidencias-los-algarrobos.csv": incidents.rows,
    "policia-comunitaria/media/encuesta-dos-sectores.csv": survey.rows,
    "analisis-inteligencia/media/doce-informes-valle-hondo.csv": reports.rows,
    "analisis-operativo/media/registro-de-cuarenta-llamadas.csv": calls.rows,
}


def as_csv(rows: list[list[str]]) -> bytes:
    """Return the file as the system's own exports are written: commas, CRLF and the UTF-8 mark that Excel needs.

    No cell holds a decimal, so neither sign of a computer's regional settings changes a number.
    """
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def read(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a data set by column."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
