"""A small curriculum on disk, good until a test breaks it."""

from pathlib import Path

COURSE = """\
key: tc-900
code: TC-900
title: Curso de prueba
area: community
classification: open
summary: Un curso breve.
lede: Para probar.
objectives:
  - {text: Contar lo que se repite, bloom: apply}
audience: Suboficiales de comisaría.
academic_hours: 8
credits: "0.5"
level: basic
pass_mark: "11.00"
rounding: none
validity_months: 36
resolution: ""
contact: Coordinación
"""
MODULE = "key: tc-900-m1\ntitle: Módulo uno\nsummary: Lo primero.\n"
LESSON = """\
---
key: {key}
title: "{title}"
minutes: 30
lede: Una entrada.
objectives:
  - Hacer algo útil.
---

## Un título

Un párrafo con **negrita**, una lista y un [enlace](lesson:{link}).

- uno
- dos

::: callout kind=legal title="Base legal"
El D.Leg. 1267.
:::

::: figure src=media/figura.svg alt="Una figura" credit="Elaboración propia"
El pie.
:::

::: table caption="Una tabla" header=both
| a | b |
| --- | --- |
| 1 | **2** |
:::

::: case title="Un caso"
Pasó algo.

? ¿Qué haría usted?
? ¿Por qué?
:::

::: check
question: ¿Cuál?
options:
  - {{text: Una, right: true, feedback: Sí.}}
  - {{text: Otra, right: false, feedback: No.}}
explanation: Porque sí.
:::
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><title>x</title><rect width="40" height="20"/></svg>'

ROOT = "courses/prueba"


def write(folder: Path, path: str, content: str | bytes) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def lesson(key: str, link: str, title: str = "Una lección") -> str:
    return LESSON.format(key=key, link=link, title=title)


def small_curriculum(folder: Path) -> Path:
    """Write one course, one module, two lessons that link to each other, one figure."""
    write(folder, f"{ROOT}/course.yaml", COURSE)
    write(folder, f"{ROOT}/01-uno/module.yaml", MODULE)
    write(folder, f"{ROOT}/01-uno/01-primera.md", lesson("tc-900-1-1", "tc-900-1-2", "Primera"))
    write(folder, f"{ROOT}/01-uno/02-segunda.md", lesson("tc-900-1-2", "tc-900-1-1", "Segunda"))
    write(folder, f"{ROOT}/media/figura.svg", SVG)
    return folder
