"""The server is killed while it saves, and its worker while it serves: nothing is lost and nothing stays down."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import officer
from tests.browser.conftest import Product, free_port, served
from tests.browser.test_sitting import SAVED, choose, first_with_options, open_sitting

_STORED = """
import json
from assessments.models import Response
rows = Response.objects.filter(attempt__public_id={attempt!r}, slot={slot}).order_by("order")
print("STORED" + json.dumps([[row.sequence, row.standing, row.value] for row in rows]))
"""


@pytest.fixture
def killable(product: Product, tmp_path: Path) -> Iterator[tuple[Product, int]]:
    """The same installation, served a second time by processes that die when they are asked to; and who serves it."""
    other = Product(product.var, free_port())
    other.env["DJANGO_SETTINGS_MODULE"] = "tests.browser.killable"
    with served(other, tmp_path / "serve.log") as pid:
        yield other, pid


@pytest.mark.parametrize("moment", ["before-commit", "after-commit"])
def test_an_answer_whose_server_was_killed_is_stored_once(
    page: Page, killable: tuple[Product, int], moment: str
) -> None:
    product, _ = killable
    page = open_sitting(page, product)
    attempt, slot = page.url.split("/sit/")[1][:36], first_with_options(page)
    choose(page, slot, 0)
    officer.saved(page, slot)
    before = _stored(product, attempt, slot)
    died: list[str] = []

    def kill_once(route: Route) -> None:
        headers = {} if died else {"x-fault": moment}
        died.append(moment)
        route.continue_(headers={**route.request.headers, **headers})

    page.route("**/save/", kill_once)
    choose(page, slot, 1)
    expect(page.locator("[data-sum]")).to_have_text(SAVED, timeout=60_000)
    assert len(died) > 1
    key = page.locator(f"#q-{slot} .choice input").nth(1).get_attribute("value")
    [new] = _stored(product, attempt, slot)[len(before) :]
    assert new[1:] == ["counted", key]


def test_a_worker_that_dies_is_replaced_and_the_end_of_serving_ends_it(killable: tuple[Product, int]) -> None:
    _, pid = killable
    [first] = _workers(pid)
    os.kill(first, signal.SIGKILL)
    second = officer.until(lambda: next((one for one in _workers(pid) if one != first), None))
    os.kill(pid, signal.SIGINT)
    officer.until(lambda: not _is_alive(second))


def _stored(product: Product, attempt: str, slot: int) -> list[list[object]]:
    printed = product.manage("shell", "-c", _STORED.format(attempt=attempt, slot=slot))
    found: list[list[object]] = json.loads(printed.partition("STORED")[2])
    return found


def _workers(serving: int) -> list[int]:
    """Return the processes of ``manage.py worker`` that a serving process has started."""
    children = Path(f"/proc/{serving}/task/{serving}/children").read_text(encoding="ascii").split()
    return [int(child) for child in children if _command(int(child)).endswith(b"\0worker\0")]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def _is_alive(pid: int) -> bool:
    """Whether a process runs: one that ended and was not waited for yet has no command."""
    return bool(_command(pid))
