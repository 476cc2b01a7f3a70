"""``manage.py serve``: the web server and the worker, as one command that ends as one."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Starts granian and ``manage.py worker``, and replaces whichever dies."""

    help = "Serves the site with the worker beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add address and size."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--workers", type=int, default=2, help="Processes of the web server.")
        parser.add_argument("--threads", type=int, default=2, help="Threads of each process, which share one lock.")

    def handle(self, *args: Any, host: str, port: int, workers: int, threads: int, **options: Any) -> None:
        """Run until SIGINT or SIGTERM."""
        self._refuse_taken(host, port)
        web = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", str(workers), "--blocking-threads", str(threads), "--respawn-failed-workers",
            "--backlog", "2048", "--no-ws", "--log-level", "warning", "lms.wsgi:application",
        ]  # fmt: skip
        worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]
        ended = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ended.set())
        children = {name: self._start(command) for name, command in (("web", web), ("worker", worker))}
        commands = {"web": web, "worker": worker}
        told = False
        while not ended.wait(0.5):
            if not told and self._answers(host, port):
                self.stdout.write(f"Ready: http://{host}:{port}/")
                told = True
            for name, child in children.items():
                if child.poll() is not None:
                    self.stderr.write(f"The {name} process ended with {child.returncode}; starting another.")
                    ended.wait(1)
                    children[name] = self._start(commands[name])
        for child in children.values():
            child.terminate()
        for child in children.values():
            self._end(child)

    @staticmethod
    def _answers(host: str, port: int) -> bool:
        """Whether the web server listens yet."""
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            return True
        return False

    @staticmethod
    def _end(child: subprocess.Popen[bytes]) -> None:
        """Wait for a child that was told to end, then end what is left of it: granian's children may outlive it."""
        with suppress(subprocess.TimeoutExpired):
            child.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    @staticmethod
    def _refuse_taken(host: str, port: int) -> None:
        """Refuse an address that another server has: granian would share it, and each get half of the requests."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError as error:
                raise CommandError(
                    f"Nothing can be served at {host}:{port}: {error.strerror}. Choose another PORT."
                ) from error

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        # A session of its own, so that Ctrl-C reaches this process alone and it ends the others in order.
        return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603
