"""The numeric answers of every course again, from the data of their prompts: one ``computed_*.py`` for each writer."""

from fractions import Fraction
from importlib import import_module
from pathlib import Path

MODULES = [import_module(f"tests.content.{path.stem}") for path in sorted(Path(__file__).parent.glob("computed_*.py"))]
#: Every numeric answer by the key of its question: change one and the other must follow.
COMPUTED: dict[str, Fraction] = {key: value for module in MODULES for key, value in module.COMPUTED.items()}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {key: value for module in MODULES for key, value in module.STATED.items()}
