"""``make figures``: write every data set and every figure that a file of ``content/figures`` describes."""

import sys
from pathlib import Path

from figures.making import make

CONTENT = Path(__file__).resolve().parents[1] / "content"

for path in make(CONTENT):
    sys.stdout.write(f"{path.relative_to(CONTENT)}\n")
