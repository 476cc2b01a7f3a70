"""The real product for browser tests: the demo on a fresh SQLite file, served as ``make demo`` serves it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.template import lend_demo

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if ROOT / "tests/browser" in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium."""
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone at a station in Peru."""
    return {
        **browser_context_args,
        "locale": "es-PE",
        "timezone_id": "America/Lima",
        "viewport": {"width": 360, "height": 740},
    }


class Product:
    """A served installation: its address, and its command line."""

    def __init__(self, var: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.var = var
        self.env = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "lms.settings.dev", "VAR_DIR": str(var), "PORT": str(port),
        }  # fmt: skip

    def manage(self, *arguments: str) -> str:
        """Run a management command and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demo, loaded and served with the worker beside it; its log is kept for failures.

    Each file has its own: which files one process runs, and in which order, changes with each run of the suite.
    """
    var = tmp_path_factory.mktemp("var")
    lend_demo(var, lambda folder: Product(folder, 0).manage("demo", "--prepare-only"))
    made = Product(var, free_port())
    with served(made, var / "serve.log"):
        yield made


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(product: Product, log: Path) -> Iterator[int]:
    """Serve an installation until the block ends; gives the process that serves."""
    command = [sys.executable, "manage.py", "serve", "--port", product.env["PORT"]]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=product.env, stdout=output, stderr=output)
        try:
            _wait_for(product.url + "/verify/", server)
            yield server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the server does not answer")


@pytest.fixture
def page_errors(context: BrowserContext) -> list[str]:
    """What the browser complained about; a test that collects it asserts that it is empty."""
    found: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: found.append(str(error)))
        page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)

    context.on("page", watch)
    return found
