"""Making the file of a bundle, as a task or by the sweep, and removing it when its time is over."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from io import BytesIO
from typing import IO

import pypdf
from django.core.files.storage import storages
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from certificates.models import Certificate, CertificateBundle
from certificates.queries.bundles import to_print
from certificates.services.render_pdf import render_pdf
from courses.sweeping import sweep_rows

__all__ = ["KEPT", "SHEETS", "make_bundle", "remove_bundles", "remove_files", "resume_bundles"]

#: So long a file is kept after it was made.
KEPT = timedelta(days=3)
#: So many papers one PDF holds: while it is put together they are all in memory, some 0.2 MB each.
SHEETS = 250
#: Progress is told after so many.
_STEP = 25
#: What has not told of itself for longer was left by a worker that died.
_LEFT_AFTER = timedelta(minutes=10)
#: A paper does not change: the same bytes for the same bundle, whenever it is made.
_MOMENT = (1980, 1, 1, 0, 0, 0)
#: So many in one sweep.
_BATCH = 5
_STATE = CertificateBundle.State


def make_bundle(*, bundle_id: int) -> bool:
    """Put the papers of a bundle into its file; return whether one was wanted.

    They are those that whoever asked may see at this moment. One paper at a time is in memory, for print ``SHEETS`` of
    them: a longer list becomes several PDFs in one ZIP. Two at it at once write two files, of which one is named. A
    fault leaves the bundle as failed and is raised again, so that it stands among the failed tasks.
    """
    row = CertificateBundle.objects.select_related("run", "by").get(pk=bundle_id)
    if row.state != _STATE.MAKING:
        return False
    try:
        _make(row)
    except Exception:
        _waiting(row).update(state=_STATE.FAILED)
        raise
    return True


def resume_bundles() -> int:
    """Take up bundles that a worker left; return how many. Part of the sweep."""
    left = CertificateBundle.objects.filter(state=_STATE.MAKING, told_at__lt=timezone.now() - _LEFT_AFTER)
    return sweep_rows(left, lambda pk: make_bundle(bundle_id=pk), at_most=_BATCH)


def remove_bundles() -> int:
    """Remove the files whose time is over; return how many. Part of the sweep."""
    return remove_files(CertificateBundle.objects.filter(until__lte=timezone.now()))


def remove_files(rows: QuerySet[CertificateBundle]) -> int:
    """Remove the files of those of these bundles that are ready; return how many. The rows stay."""
    files = list(rows.filter(state=_STATE.READY).values_list("pk", "file"))
    for key, file in files:
        storages["default"].remove(file)  # type: ignore[attr-defined]  # our own storage
        CertificateBundle.objects.filter(pk=key, state=_STATE.READY).update(
            state=_STATE.REMOVED, file="", certificates=[]
        )
    return len(files)


def _make(row: CertificateBundle) -> None:
    keys = list(to_print(row.by, row.run).values_list("pk", flat=True))
    _waiting(row).update(total=len(keys), done=0, told_at=timezone.now())
    is_one_pdf = row.kind == CertificateBundle.Kind.PDF and len(keys) <= SHEETS
    name = f"bundles/{row.public_id}.{'pdf' if is_one_pdf else 'zip'}"
    with storages["default"].writing(name) as file:  # type: ignore[attr-defined]  # our own storage
        if is_one_pdf:
            _write_pdf(row, keys, file, before=0)
        else:
            _write_zip(row, keys, file)
        size = file.tell()
    _waiting(row).update(
        state=_STATE.READY, certificates=keys, done=len(keys), file=name, size=size, until=timezone.now() + KEPT
    )  # fmt: skip


def _write_zip(row: CertificateBundle, keys: Sequence[int], file: IO[bytes]) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        if row.kind == CertificateBundle.Kind.ZIP:
            for certificate, content in _papers(row, keys, before=0):
                _put(packed, f"{certificate.serial}-{slugify(certificate.holder_name)}.pdf", content)
            return
        for start in range(0, len(keys), SHEETS):
            part, joined = keys[start : start + SHEETS], BytesIO()
            _write_pdf(row, part, joined, before=start)
            _put(packed, f"{slugify(row.run.code)}-{start + 1:05d}-{start + len(part):05d}.pdf", joined.getvalue())


def _put(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    # A PDF is compressed already: stored as it is, it costs no time.
    packed.writestr(zipfile.ZipInfo(name, _MOMENT), content)


def _write_pdf(row: CertificateBundle, keys: Sequence[int], file: IO[bytes], *, before: int) -> None:
    with pypdf.PdfWriter() as writer:
        for _certificate, content in _papers(row, keys, before=before):
            writer.append(BytesIO(content), import_outline=False)
        # Fonts and pictures that are the same on every sheet are kept once.
        writer.compress_identical_objects()
        writer.metadata = {"/Title": f"{row.run.code} · {row.run.edition.public_title}", "/Creator": "Aula Segura"}
        writer.write(file)


def _papers(row: CertificateBundle, keys: Sequence[int], *, before: int) -> Iterator[tuple[Certificate, bytes]]:
    """Yield the certificates in this order with their papers, drawing those that are not yet drawn."""
    for position, key in enumerate(keys, start=before + 1):
        certificate = Certificate.objects.get(pk=key)
        with storages["default"].open(render_pdf(certificate=certificate).file) as paper:
            yield certificate, paper.read()
        if position % _STEP == 0:
            _waiting(row).update(done=position, told_at=timezone.now())


def _waiting(row: CertificateBundle) -> QuerySet[CertificateBundle]:
    return CertificateBundle.objects.filter(pk=row.pk, state=_STATE.MAKING)
