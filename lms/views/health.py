"""For monitoring: whether the process lives, and whether it can serve. Open, terse, without session or cookie."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.health import State, readiness

__all__ = ["healthz", "readyz"]


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer that the process lives; asks nothing, so that a database that is gone restarts no web server."""
    return JsonResponse({"status": State.OK})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer how each part is; 503 where one has failed."""
    states = readiness()
    worst = max(states.values(), key=list(State).index)
    return JsonResponse({"status": worst, **states}, status=503 if worst is State.FAILED else 200)
