"""Running what the examination board had proposed, once its second person confirms: by what it is about."""

from datetime import datetime
from typing import Any

from assessments.models.attempt import Attempt
from assessments.services.accept_further import accept_proposed
from assessments.services.annul_sitting import ANNUL, annul_sitting
from assessments.services.count_late import count_late
from assessments.services.reopen_sitting import reopen_sitting
from officers.models import Officer

__all__ = ["decide_proposed"]


def decide_proposed(*, on: Any, arguments: dict[str, Any], by: Officer, second: Officer, why: str) -> Any:
    """Do what a proposal said would be done, or refuse it; ``on``: a sitting, or a version of a question."""
    if not isinstance(on, Attempt):
        return accept_proposed(on=on, arguments=arguments, by=by, second=second, why=why)
    if "chosen" in arguments:
        return count_late(on=on, arguments=arguments, by=by, second=second, why=why)
    told: dict[str, Any] = {
        "attempt": on, "why": why, "by": by, "second": second, "looked_at": arguments["seen"]
    }  # fmt: skip
    if arguments["do"] == ANNUL:
        return annul_sitting(**told, is_used=arguments["is_used"])
    return reopen_sitting(**told, until=datetime.fromisoformat(arguments["until"]))
