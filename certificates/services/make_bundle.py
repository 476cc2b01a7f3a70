"""Making the file of a bundle, a step at a time, and removing it when its time is over."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from io import BytesIO
from typing import IO, Any

import pypdf
from django.core.files.storage import storages
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from certificates.models import Certificate, CertificateBundle, CertificateFile
from certificates.queries.bundles import to_print
from certificates.services.render_pdf import render_pdf

__all__ = ["DRAWN_AT_ONCE", "KEPT", "SHEETS", "make_bundle", "remove_bundles", "remove_files"]

#: So long a file is kept after it was made.
KEPT = timedelta(days=3)
#: So many papers are drawn in one step, some 0.3 s each: between two steps the worker does what else waits.
DRAWN_AT_ONCE = 25
#: So many papers one PDF holds: while it is put together they are all in memory, some 0.2 MB each. One step.
SHEETS = 250
#: Of so many at once it is asked where they lie.
_CHUNK = 500
#: A paper does not change: the same bytes for the same bundle, whenever it is made.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_STATE = CertificateBundle.State


def make_bundle(*, bundle_id: int) -> bool:
    """Do the next step of a bundle; return whether there is another.

    First what is not drawn yet is drawn, ``DRAWN_AT_ONCE`` a step; then the papers are put together: for a ZIP in one
    step, one paper at a time in memory; for print ``SHEETS`` a step, a longer list becoming several PDFs in one ZIP.
    They are those that whoever asked may see when they are put together: where the list became another meanwhile, that
    begins again, and where none is left the bundle is failed, of no papers. Two at it at once do each step once. A
    fault leaves the bundle as failed, without a file, and is
    raised again, so that it stands among the failed tasks.
    """
    row = CertificateBundle.objects.select_related("run__edition", "by").get(pk=bundle_id)
    # Whoever says first that he is at it does the step; the other's chain of tasks ends here.
    if not _waiting(row).filter(told_at=row.told_at).update(told_at=timezone.now()):
        return False
    try:
        return _step(row)
    except Exception:
        _waiting(row).update(state=_STATE.FAILED, certificates=[])
        _remove_parts(row, row.certificates)
        raise


def remove_bundles() -> int:
    """Remove the files whose time is over; return how many. Part of the sweep."""
    return remove_files(CertificateBundle.objects.filter(until__lte=timezone.now()))


def remove_files(rows: QuerySet[CertificateBundle]) -> int:
    """Remove the files of those of these bundles that are ready; return how many. The rows stay."""
    files = list(rows.filter(state=_STATE.READY).values_list("pk", "file"))
    for key, file in files:
        _remove(file)
        CertificateBundle.objects.filter(pk=key, state=_STATE.READY).update(
            state=_STATE.REMOVED, file="", certificates=[]
        )
    return len(files)


def _step(row: CertificateBundle) -> bool:
    papers = to_print(row.by, row.run)
    keys = list(papers.values_list("pk", flat=True))
    if not keys:
        _waiting(row).update(state=_STATE.FAILED, certificates=[], done=0, total=0)
        _remove_parts(row, row.certificates)
        return False
    undrawn = papers.exclude(pk__in=CertificateFile.objects.values("certificate"))
    if left := len(keys) - _draw(row, undrawn, keys):
        _tell(row, done=len(keys) - left, total=len(keys))
        return True
    is_print, is_one_pdf = row.kind == CertificateBundle.Kind.PDF, len(keys) <= SHEETS
    if is_print and not is_one_pdf and (missing := _next_part(row, keys)) is not None:
        return _write_part(row, keys, missing)
    name = f"bundles/{row.public_id}.{'pdf' if is_print and is_one_pdf else 'zip'}"
    with storages["default"].writing(name) as file:  # type: ignore[attr-defined]  # our own storage
        if is_print and is_one_pdf:
            _write_pdf(row, keys, file)
        else:
            _write_zip(row, keys, file, in_parts=is_print)
        size = file.tell()
    _waiting(row).update(
        state=_STATE.READY, certificates=keys, done=len(keys), total=len(keys), file=name, size=size,
        until=timezone.now() + KEPT,
    )  # fmt: skip
    _remove_parts(row, row.certificates)  # of the list before, where the papers became so few that one PDF holds them
    return False


def _draw(row: CertificateBundle, undrawn: QuerySet[Certificate], keys: Sequence[int]) -> int:
    """Draw some of those that are not drawn; return how many of all are then."""
    waiting = undrawn.count()
    some = list(undrawn[:DRAWN_AT_ONCE])
    for certificate in some:
        render_pdf(certificate=certificate)
    return len(keys) - waiting + len(some)


def _next_part(row: CertificateBundle, keys: list[int]) -> int | None:
    """Return where the next part begins that is not there; None when all are. Other papers: all begin anew."""
    if row.certificates != keys:
        _remove_parts(row, row.certificates)
        row.certificates = keys
        _waiting(row).update(certificates=keys, done=0, total=len(keys))
    parts = range(0, len(keys), SHEETS)
    return next((start for start in parts if not storages["default"].exists(_part(row, start))), None)


def _write_part(row: CertificateBundle, keys: Sequence[int], start: int) -> bool:
    papers = keys[start : start + SHEETS]
    with storages["default"].writing(_part(row, start)) as file:  # type: ignore[attr-defined]  # our own storage
        _write_pdf(row, papers, file)
    _tell(row, done=start + len(papers), total=len(keys))
    return True


def _part(row: CertificateBundle, start: int) -> str:
    return f"bundles/{row.public_id}-{start + 1:05d}.part"


def _remove_parts(row: CertificateBundle, keys: Sequence[int]) -> None:
    for start in range(0, len(keys), SHEETS):
        _remove(_part(row, start))


def _remove(name: str) -> None:
    storages["default"].remove(name)  # type: ignore[attr-defined]  # our own storage


def _write_zip(row: CertificateBundle, keys: Sequence[int], file: IO[bytes], *, in_parts: bool) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        if in_parts:
            for start in range(0, len(keys), SHEETS):
                name = f"{slugify(row.run.code)}-{start + 1:05d}-{min(start + SHEETS, len(keys)):05d}.pdf"
                _put(packed, name, _read(_part(row, start)))
            return
        for start in range(0, len(keys), _CHUNK):
            part = keys[start : start + _CHUNK]
            names = {
                pk: f"{serial}-{slugify(holder)}.pdf"
                for pk, serial, holder in Certificate.objects.filter(pk__in=part).values_list(
                    "pk", "serial", "holder_name"
                )
            }
            for key, content in _papers(part):
                _put(packed, names[key], content)
            _tell(row, done=start + len(part), total=len(keys))


def _put(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    # A PDF is compressed already: stored as it is, it costs no time.
    packed.writestr(zipfile.ZipInfo(name, _MOMENT), content)


def _write_pdf(row: CertificateBundle, keys: Sequence[int], file: IO[bytes]) -> None:
    with pypdf.PdfWriter() as writer:
        for _key, content in _papers(keys):
            writer.append(BytesIO(content), import_outline=False)
        # Fonts and pictures that are the same on every sheet are kept once.
        writer.compress_identical_objects()
        writer.metadata = {"/Title": f"{row.run.code} · {row.run.edition.public_title}", "/Creator": "Aula Segura"}
        writer.write(file)


def _papers(keys: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Yield the papers of drawn certificates in this order."""
    drawn = CertificateFile.objects.filter(certificate__in=keys).order_by("-pk")
    files = dict(drawn.values_list("certificate", "file"))  # of several the first, as ``render_pdf``
    for key in keys:
        yield key, _read(files[key])


def _read(name: str) -> bytes:
    with storages["default"].open(name) as file:
        return bytes(file.read())


def _tell(row: CertificateBundle, *, done: int, total: int) -> None:
    _waiting(row).update(done=done, total=total, told_at=timezone.now())


def _waiting(row: CertificateBundle) -> Any:
    return CertificateBundle.objects.filter(pk=row.pk, state=_STATE.MAKING)
