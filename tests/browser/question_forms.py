"""How a question of each kind is written from nothing in its form, and how it is answered: a row a kind.

A new kind of question gets its row here (``test_authoring.py`` says so).
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

__all__ = ["ROWS", "Row"]


@dataclass(frozen=True)
class Row:
    """What an author types for a kind beside the wording, and what a candidate does with the question.

    prompt: of the question, ``%s`` being the kind. answer: None where it is left unanswered. is_drawn: whether the exam
    draws it with the others; a case is no question, and an opinion earns nothing.
    """

    write: Callable[[Page], None]
    answer: Callable[[Locator], None] | None = None
    prompt: str = "Pregunta de %s"
    is_drawn: bool = True


def _fill_rows(desk: Page, name: str, texts: list[str]) -> None:
    """Fill the first rows of a list, and take the rest away."""
    typed = desk.locator(f"textarea[name^={name}-][name$=-text]")
    for n, text in enumerate(texts):
        typed.nth(n).fill(text)
    for _n in range(typed.count() - len(texts)):
        desk.locator(f"button[name=do][value^=remove-{name}-]").last.click()


def _options(desk: Page) -> None:
    rows = desk.locator("[data-rows] > li")
    for row, text in ((0, "Esta es"), (1, "Esta no"), (2, "Esta tampoco")):
        rows.nth(row).locator("textarea").first.fill(text)
    rows.nth(0).locator("[name=right]").check()
    for _n in range(rows.count() - 3):
        rows.last.locator("[data-remove]").click()


def _pairs(desk: Page, choices: list[str], items: list[str]) -> None:
    _fill_rows(desk, "choice", choices)
    _fill_rows(desk, "item", items)
    rights = desk.locator("select[name^=item-][name$=-right]")
    for n in range(len(items)):
        rights.nth(n).select_option(index=1 + n % len(choices))


def _matching(desk: Page) -> None:
    _pairs(desk, ["Serenazgo", "Bomberos", "Defensa Civil"], ["Ronda a pie", "Incendio"])


def _categories(desk: Page) -> None:
    _pairs(desk, ["Falta", "Delito"], ["Ruido", "Robo", "Riña"])


def _matrix(desk: Page) -> None:
    _fill_rows(desk, "choice", ["Sí", "No"])
    _fill_rows(desk, "item", ["Se anota", "Se borra"])
    for n in (0, 1):
        desk.locator("li:has(> * input[name=item]), li:has(> input[name=item])").nth(n).locator(
            "input[name$=-right]"
        ).nth(n).check()


def _ordering(desk: Page) -> None:
    _fill_rows(desk, "item", ["Identificar", "Analizar", "Responder"])


def _gaps(desk: Page) -> None:
    gaps = desk.locator("input[name=gap]")
    marks = [gaps.nth(n).input_value() for n in range(gaps.count())]
    desk.locator("textarea[name=text]").fill(f"La patrulla sale de la [[{marks[0]}]].")
    for _n in marks[1:]:
        desk.locator("button[name=do][value^=remove-gap-]").last.click()
    desk.locator(f"textarea[name=gap-{marks[0]}-answers]").fill("comisaría")


def _calculated(desk: Page) -> None:
    desk.locator("[name=prompt]").fill("Pregunta de calculated: de {total} partes, {part} son de noche. ¿Qué parte es?")
    desk.locator("[name=parameters]").fill("total 40 60 10\npart 10 20 5")
    desk.locator("[name=formula]").fill("part / total")
    desk.locator("[name=tolerance]").fill("0,01")


def _hot_spot(desk: Page) -> None:
    desk.locator("select[name=image-1]").select_option(index=1)
    desk.locator("[name=alt-1]").fill("Croquis del cuadrante")
    desk.locator("[name=targets]").fill("Parque: 200 300 60")


def _likert(desk: Page) -> None:
    desk.locator("[name=scale]").fill("Nunca\nA veces\nSiempre")


def _rubric(desk: Page) -> None:
    desk.locator("input[name^=criterion-][name$=-text]").first.fill("Dice dónde y cuándo")
    desk.locator("textarea[name^=criterion-][name$=-levels]").first.fill("0 – no lo dice\n2 – lo dice")


def _file_answer(desk: Page) -> None:
    _rubric(desk)
    desk.locator("[name=types][value=pdf]").check()


def _case(desk: Page) -> None:
    desk.locator("input[name=title]").first.fill("El caso de case")


def _first_label(slot: Locator) -> None:
    slot.locator("label", has_text="Esta es").or_(slot.locator("label").first).first.click()


ROWS: dict[str, Row] = {
    "calculated": Row(_calculated, lambda slot: slot.locator("input[name^=slot]").fill("0,25")),
    "case": Row(_case, is_drawn=False),
    "categories": Row(_categories),
    "essay": Row(_rubric),  # left blank: an answer would keep the mark of the trial waiting
    "file_answer": Row(_file_answer),
    "gap_fill": Row(_gaps),
    "hot_spot": Row(_hot_spot),
    "likert": Row(_likert, is_drawn=False),
    "matching": Row(_matching),
    "matrix": Row(_matrix),
    "multiple_choice": Row(_options, lambda slot: slot.get_by_label("Esta es").check()),
    "numeric": Row(
        lambda desk: desk.locator("[name=answer]").fill("12,5"),
        lambda slot: slot.locator("input[name^=slot]").fill("12,5"),
    ),
    "ordering": Row(_ordering),
    "short_answer": Row(
        lambda desk: desk.locator("[name=accepted]").fill("Comisaría"),
        lambda slot: slot.locator("input[name^=slot]").fill("comisaria"),
    ),
    "single_choice": Row(_options, _first_label),
    "true_false": Row(lambda desk: desk.locator("[name=answer]").first.check(), _first_label),
}
