"""What is wrong with a page on a phone: for whoever hears it, on a narrow screen, in the dark, on a slow line."""

from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Request

#: Bytes over the line, compressed, images aside.
FIRST_VISIT, NEXT_VISIT = 200 * 1024, 40 * 1024
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: Of Wagtail's own on its pages: a button that is too small, and messages whose letters are too pale for their ground.
_NOT_OURS = [".w-minimap", ".messages"]
_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

_LOOK = "([without, rules]) => axe.run({ exclude: without.map((each) => [each]) }, { runOnly: rules })"

#: A message that fades in has other colours on its way.
_AT_REST = """() => Promise.all(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime !== Infinity).map((one) => one.finished.catch(() => {})))"""


class Look:
    """Looks at pages, each with an empty cache, as the people whose cookies it is given; gathers what is wrong."""

    def __init__(self, browser: Browser, url: str, arguments: dict[str, Any]) -> None:
        self._browser, self._url, self._arguments = browser, url, arguments
        self._states: dict[str, Any] = {}
        self.wrong: list[str] = []

    def at(self, *addresses: str, state: Any = None, status: int = 200) -> None:
        """Open each address twice, as on a first and on a later visit, and look at it."""
        for address in addresses:
            with self._browser.new_context(**self._arguments, storage_state=state) as context:
                self._visit_twice(context.new_page(), address, status)

    def _visit_twice(self, page: Page, address: str, status: int) -> None:
        asked: list[Request] = []
        came: list[Request] = []

        def ask(request: Request) -> None:
            asked.append(request)

        def come(request: Request) -> None:
            came.append(request)

        page.on("request", ask)
        page.on("requestfinished", come)
        for limit in (FIRST_VISIT, NEXT_VISIT):
            asked.clear()
            came.clear()
            answer = page.goto(f"{self._url}{address}")
            self._expect(address, answer is not None and answer.status == status, f"is no {status}")
            page.evaluate("document.fonts.ready")
            weight = sum(_weight(request) for request in list(came))
            self._expect(address, weight <= limit, f"weighs {weight} bytes of {limit}")
            strangers = [each.url for each in asked if not self._is_ours(each.url)]
            self._expect(address, not strangers, f"asks {strangers}")
        self.on(page, address)

    def on(self, page: Page, name: str) -> None:
        """Look at the page that is open, in light and dark."""
        for scheme in _SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(_AT_REST)
            self._expect(name, not page.evaluate(_WIDER), f"is wider than the screen ({scheme})")
            page.evaluate(AXE_SCRIPT)
            for violation in page.evaluate(_LOOK, [_NOT_OURS, _RULES])["violations"]:
                where = "; ".join(node["html"][:100] for node in violation["nodes"][:3])
                self._expect(name, False, f"axe {violation['id']} ({scheme}): {where}")

    def state_of(self, login: str, make: Callable[[Page], None]) -> Any:
        """Return the cookies of a person, logged in once by ``make``."""
        if login not in self._states:
            with self._browser.new_context(**self._arguments) as context:
                make(context.new_page())
                self._states[login] = context.storage_state()
        return self._states[login]

    def _expect(self, name: str, holds: bool, otherwise: str) -> None:
        if not holds and (line := f"{name} {otherwise}") not in self.wrong:
            self.wrong.append(line)

    def _is_ours(self, url: str) -> bool:
        return not url.startswith("http") or urlsplit(url).netloc == urlsplit(self._url).netloc


def _weight(request: Request) -> int:
    if request.resource_type == "image" or not request.url.startswith("http"):
        return 0
    return int(request.sizes()["responseBodySize"])
