"""An instructor sees who needs help and where; the director gives those who need it another attempt."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product
from tests.browser.look import Look

INSTRUCTOR, DIRECTOR, RUN = "31570213", "31570209", "PC-101-2026-2"

_SAT = f"""
from assessments.models import Attempt
sat = Attempt.objects.filter(enrolment__run__code="{RUN}", item__weight__gt="")
sat = sat.filter(enrolment__state__in=["active", "failed"])
logins = list(sat.order_by("pk").values_list("officer__login", flat=True).distinct())[:2]
print("SAT", str(sat.order_by("pk")[0].activity_uuid), *dict.fromkeys(logins))
"""


@pytest.mark.parametrize("width", [360, 1280])
def test_an_instructor_finds_who_is_behind_one_officers_way_and_what_is_missed(
    browser: Browser, browser_context_args: dict[str, Any], product: Product, *, width: int
) -> None:
    arguments = {**browser_context_args, "viewport": {"width": width, "height": 800}}
    looked = Look(browser, product.url, arguments)
    with browser.new_context(**arguments) as context:
        page = context.new_page()
        officer.log_in(page, product, INSTRUCTOR, PASSWORD)
        page.goto(f"{product.url}/teaching/")
        looked.on(page, "my runs")
        page.locator("main a[href^='/teaching/']", has_text=re.compile(RUN)).or_(
            page.locator("main a[href^='/teaching/']").first
        ).first.click()
        expect(page.locator("main .eyebrow")).to_contain_text(RUN)
        behind = page.locator("main a[href*='situation=behind']")
        count = int(behind.locator(".figure").inner_text())
        assert count > 0
        looked.on(page, "the run")

        behind.click()
        expect(page.locator("main [role=status]").last).to_contain_text(str(count))
        expect(page.locator("main table.folds tbody tr .tag.red").first).to_be_visible()
        page.locator("main table.folds tbody th a").first.click()
        expect(page.locator("#way")).to_be_visible()
        expect(page.locator("main ol.outline li").first).to_be_visible()
        looked.on(page, "one officer's way")

        page.locator("main .eyebrow a").last.click()
        page.locator("main a[href$='/questions/']").click()
        expect(page.locator("main table.folds tbody tr").first).to_be_visible()
        shares = page.locator("main section").first.locator("tbody tr td:nth-child(4)").all_inner_texts()
        numbers = [int(re.sub(r"\D", "", share)) for share in shares]
        assert numbers == sorted(numbers)
        looked.on(page, "the questions most missed")
    assert looked.wrong == []


@pytest.mark.parametrize("width", [360, 1280])
def test_a_selection_gets_another_attempt_once_and_it_is_listed(
    browser: Browser, browser_context_args: dict[str, Any], product: Product, *, width: int
) -> None:
    found = re.search(r"^SAT (\S+) (.+)$", product.manage("shell", "-c", _SAT), re.MULTILINE)
    assert found
    exam, logins = found[1], found[2].split()
    why = f"Cortes de luz en la sede, pantalla de {width}"
    with browser.new_context(**{**browser_context_args, "viewport": {"width": width, "height": 800}}) as context:
        desk = context.new_page()
        officer.log_in(desk, product, DIRECTOR, PASSWORD)
        desk.goto(f"{product.url}/admin/overrides/{RUN.lower()}/{exam}/")
        desk.locator("[name=people]").fill("\n".join([*logins, "99999999"]))
        desk.locator("[name=attempts]").fill("1")
        desk.locator("[name=why]").fill(why)
        give = desk.locator("form:has([name=people]) button[type=submit]")
        give.click()
        refused = desk.locator("form:has([name=people]) .error-message")
        expect(refused.first).to_contain_text("99999999")  # not enrolled: nothing is given
        expect(desk.locator("main table tr", has_text=why)).to_have_count(0)
        desk.locator("[name=people]").fill("\n".join(logins))
        give.click()
        expect(desk.locator("main table tr", has_text=why)).to_have_count(len(logins))
        desk.goto(f"{product.url}/admin/overrides/")
        expect(desk.locator("main table tr", has_text=why)).to_have_count(len(logins))
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
