"""The CMS's first page: what waits for those who review questions."""

from typing import Any

from assessments.queries.to_review import waiting_for
from courses.gate.panel import HomePanel
from officers.models import Act, Officer
from officers.roles import may_somewhere

__all__ = ["ReviewPanel"]


class ReviewPanel(HomePanel):
    """How many versions of questions wait; nothing while none does."""

    name = "review"
    template_name = "assessments/cms/review_panel.html"
    order = 14

    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return the number that whoever looks may review."""
        return {"count": waiting_for(officer).count() if may_somewhere(officer, Act.REVIEW_QUESTION) else 0}
