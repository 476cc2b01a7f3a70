"""``manage.py worker``: runs queued tasks and, between them, the sweep, which no long queue holds up."""

import math
import signal
import threading
import time
import uuid
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from lms.sweep import sweep

#: Seconds between two looks at the queue; on SQLite a look is a write lock, so not oftener.
POLL_SECONDS = 1.0


class Command(BaseCommand):
    """One process for the queue and the sweep; end it with SIGINT or SIGTERM."""

    help = "Runs queued tasks and the periodic sweep."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--once``."""
        parser.add_argument("--once", action="store_true", help="Run what waits and one sweep, then end.")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        """Work until told to end."""
        ended = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ended.set())
        next_sweep = 0.0
        while not ended.is_set():
            if time.monotonic() >= next_sweep:
                sweep()
                next_sweep = time.monotonic() + settings.SWEEP_SECONDS
            Batch(ended, until=math.inf if once else next_sweep).run()
            if once:
                return
            ended.wait(POLL_SECONDS)


class Batch(Worker):
    """What waits in the queue, until nothing does, it is time for the next sweep, or the worker is to end."""

    def __init__(self, ended: threading.Event, *, until: float) -> None:
        self.ended, self.until = ended, until
        super().__init__(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid.uuid4().hex,
            excluded_queue_names=[],
        )

    def run_task(self, db_task_result: Any) -> None:
        """Run a task, and go on while there is time."""
        super().run_task(db_task_result)
        self.running = not self.ended.is_set() and time.monotonic() < self.until
