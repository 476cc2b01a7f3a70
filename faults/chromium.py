"""A learner in a real browser, which is killed in mid-exam and opened again with the same profile."""

import asyncio
import json
import os
import signal
import time
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Error, Locator, Page, Playwright, Request, Response, async_playwright

from bench.cpu import tree
from faults.scene import Scene

__all__ = ["killed"]

_CHROMIUM = "/usr/bin/chromium"
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
#: Milliseconds that a step of the browser may take, on a machine that others use as well.
_TIMEOUT = 60_000
#: Answers before the line is cut, and while it is.
_SAVED, _WAITING = 3, 4
#: The guard off: what waits is kept in the page alone, which says the same as before.
_FORGETFUL = """
IDBObjectStore.prototype.put = function (value) { return this.count(); };
"""


async def killed(scene: Scene) -> None:
    """Do as ``_killed``; what the browser could not do is a problem, and no end of the run."""
    try:
        await _killed(scene)
    except Error as problem:
        scene.problems.append(f"Chromium: {' '.join(problem.message.split())[:400]}")


async def _killed(scene: Scene) -> None:
    """Answer, cut the line, answer on, kill Chromium, restore the line, open it again, and hand in."""
    if not Path(_CHROMIUM).exists():
        scene.problems.append("Chromium is missing: apt-get install chromium")
        return
    profile = scene.journal.path.with_suffix(".profile")
    login = scene.house.people(1)[0]
    scene.journal.write("came", login=login[0])
    async with async_playwright() as playwright:
        known = set(tree(os.getpid()))
        context = await _open(playwright, profile, scene)
        page = context.pages[0]
        await _begin(page, scene, *login)
        chosen: dict[int, Any] = {}
        for number in range(1, _SAVED + 1):
            await _choose(page, number, chosen)
        await _summed(page, scene)
        scene.line.stall()
        for number in range(_SAVED + 1, _SAVED + _WAITING + 1):
            await _choose(page, number, chosen)
            await _told(page, number, scene)
        attempt = await page.get_attribute("[data-attempt]", "data-attempt")
        for number, value in chosen.items():
            scene.journal.write("told", attempt=attempt, slot=number, value=value)
        for pid in set(tree(os.getpid())) - known:
            if b"--type=" not in _command(pid) and b"chromium" in _command(pid):
                os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(1)
        scene.line.restore()
        context = await _open(playwright, profile, scene)
        page = context.pages[0]
        await _go_on(page, scene, login[0], f"/sit/{attempt}/")
        await _summed(page, scene)
        await page.goto(_at(scene, f"/sit/{attempt}/submit/"))
        await page.locator("main form[action$='/submit/'] p.row button").click()
        await page.wait_for_url("**/review/")
        scene.journal.write("finished", login=login[0], attempt=attempt, review=await page.content())
        await context.close()


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _at(scene: Scene, path: str) -> str:
    return f"http://127.0.0.1:{scene.line.port}{path}"


async def _open(playwright: Playwright, profile: Path, scene: Scene) -> BrowserContext:
    """Open Chromium on a profile, and write into the journal what its pages send and are answered."""
    context = await playwright.chromium.launch_persistent_context(
        profile, executable_path=_CHROMIUM, args=_FLAGS, locale="es-PE", timezone_id="America/Lima",
        viewport={"width": 1280, "height": 900},
    )  # fmt: skip
    context.set_default_timeout(_TIMEOUT)
    if scene.unguarded:
        await context.add_init_script(_FORGETFUL)
    seen: set[tuple[str, int, int]] = set()

    def sent(request: Request) -> None:
        if request.url.endswith("/save/") and request.method == "POST":
            entry, attempt = json.loads(request.post_data or "{}"), request.url.split("/sit/")[1].split("/")[0]
            key = (attempt, entry["client"], entry["sequence"])
            if key not in seen:
                seen.add(key)
                scene.journal.write(
                    "intended",
                    attempt=attempt,
                    client=key[1],
                    sequence=key[2],
                    slot=entry["slot"],
                    value=entry["value"],
                )

    async def answered(response: Response) -> None:
        if response.url.endswith("/save/") and response.status == 200:
            try:
                said = await response.json()
            except Error:  # the page was left meanwhile: nobody was told anything
                return
            scene.journal.write("acknowledged", **{name: said[name] for name in _SAID})

    context.on("request", sent)
    context.on("response", answered)
    return context


_SAID = ("attempt", "client", "sequence", "standing")


async def _log_in(page: Page, scene: Scene, login: str) -> None:
    await page.goto(_at(scene, "/accounts/login/"))
    await _give_password(page, scene, login)


async def _give_password(page: Page, scene: Scene, login: str) -> None:
    await page.locator("[name=login]").fill(login)
    await page.locator("[name=password]").fill(scene.house.place.password)
    await page.locator("main form button").first.click()
    await page.wait_for_url(lambda address: "/accounts/login/" not in address)


async def _begin(page: Page, scene: Scene, login: str, enrolment: str) -> None:
    await _log_in(page, scene, login)
    await page.goto(_at(scene, f"/learn/{enrolment}/{scene.house.place.exam}/"))
    await page.locator("main form[action$='/start/'] button").click()
    await page.wait_for_url("**/sit/**")


async def _go_on(page: Page, scene: Scene, login: str, sitting: str) -> None:
    """Open the sitting again, with the cookies that there were or with none: Chromium writes them half a minute late.

    Without them the server asks who it is, and whether the sitting is to go on at a device that it does not know.
    """
    await page.goto(_at(scene, sitting))
    if "/accounts/login/" in page.url:
        scene.notes.append("Chromium had lost its cookies: its officer logged in again, and went on here")
        await _give_password(page, scene, login)
        if page.url.endswith("/pen/"):
            await page.locator("main form[action$='/pen/'] button").click()
            await page.wait_for_url(f"**{sitting}")
    else:
        scene.notes.append("Chromium had kept its cookies")


async def _choose(page: Page, number: int, chosen: dict[int, Any]) -> None:
    """Answer a question by its first control."""
    await page.evaluate("hash => { location.hash = hash }", f"#q-{number}")
    card = page.locator(f"#q-{number}")
    control = card.locator("input:not([type=hidden])").first
    kind = await control.get_attribute("type")
    if kind in {"radio", "checkbox"}:
        await card.locator(".choice input").first.click()
        value = await control.get_attribute("value")
        chosen[number] = [value] if kind == "checkbox" else value
    else:
        await control.fill("17")
        await control.press("Tab")
        chosen[number] = "17"
    await asyncio.sleep(0.1)


async def _summed(page: Page, scene: Scene) -> None:
    """Wait until the page says that all is saved."""
    if not await _says(page.locator("[data-sum]"), "Guardado", _TIMEOUT / 1000):
        scene.problems.append("the page did not say that all is saved")


async def _told(page: Page, number: int, scene: Scene) -> None:
    """Wait until the page says that an answer is kept on this device."""
    if not await _says(page.locator(f"#q-{number} [data-slot-status]"), "En este equipo", 15):
        scene.problems.append(f"the page did not say that answer {number} is kept on this device")


async def _says(place: Locator, words: str, patience: float) -> bool:
    """Return whether words appear in time; no script is evaluated, since the page's policy allows none."""
    deadline = time.monotonic() + patience
    while words not in (await place.text_content() or ""):
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.1)
    return True
