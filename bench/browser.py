"""A client that costs little: one kept-alive connection a learner, cookies, nothing else."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit


class Broken(Exception):
    """The connection ended, or what came was not an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode()


class Wire(asyncio.Protocol):
    """Reads one answer at a time."""

    def __init__(self) -> None:
        self.received = 0
        self._buffer = bytearray()
        self._waiting: asyncio.Future[tuple[bytes, bytes]] | None = None
        self.closed = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - tells mypy what asyncio promises
        self.transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        """Fail what waits."""
        self.closed = True
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(Broken(f"the connection ended: {error}"))

    def data_received(self, data: bytes) -> None:
        """Give the answer to whoever waits for it, once it is whole."""
        self._buffer += data
        self.received += len(data)
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0 or self._waiting is None:
            return
        head = bytes(self._buffer[:end])
        body = _body(head.lower(), self._buffer, end + 4)
        if body is not None and not self._waiting.done():
            self._buffer.clear()
            self._waiting.set_result((head, body))

    async def ask(self, request: bytes, patience: float) -> tuple[bytes, bytes]:
        """Send a request and return head and body of its answer."""
        if self.transport is None or self.closed:
            raise Broken("the connection is closed")
        self._waiting = asyncio.get_running_loop().create_future()
        await self.send(request)
        try:
            return await asyncio.wait_for(self._waiting, patience)
        except TimeoutError:  # what comes now answers nothing that is still asked
            self.closed = True
            self.transport.abort()
            raise

    async def send(self, request: bytes) -> None:
        """Send all of it at once."""
        assert self.transport is not None  # noqa: S101 - asked before
        self.transport.write(request)


def _body(head: bytes, buffer: bytearray, start: int) -> bytes | None:
    """Return the body once all of it is there."""
    at = head.find(b"\r\ncontent-length:")
    if at >= 0:
        size = int(head[at + 17 :].split(b"\r\n", 1)[0])
        return bytes(buffer[start : start + size]) if len(buffer) >= start + size else None
    if b"\r\ntransfer-encoding: chunked" not in head:
        return b""
    whole = bytearray()
    while True:
        line = buffer.find(b"\r\n", start)
        if line < 0:
            return None
        size = int(buffer[start:line], 16)
        if len(buffer) < line + 2 + size + 2:
            return None
        if size == 0:
            return bytes(whole)
        whole += buffer[line + 2 : line + 2 + size]
        start = line + 2 + size + 2


@dataclass
class Browser:
    """One person's browser: a connection, its cookies, the address it is on."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    #: Bytes sent to the server and received from it, headers included.
    sent: int = 0
    received: int = 0
    #: Seconds that an answer may take.
    patience: float = 60
    wire: type[Wire] = Wire
    _wire: Wire | None = None

    async def get(self, path: str) -> Answer:
        """Fetch a page, following redirects."""
        return await self.follow(await self.send("GET", path))

    async def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form and return its answer, most often a redirect."""
        body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}).encode()
        return await self.send("POST", path, body, ("Content-Type: application/x-www-form-urlencoded",))

    async def post_json(self, path: str, value: object) -> Answer:
        """Send JSON as a script of the page does."""
        token = f"X-CSRFToken: {self.cookies.get('csrftoken', '')}"
        body = json.dumps(value, separators=(",", ":")).encode()
        return await self.send(
            "POST", path, body, ("Content-Type: application/json", "Accept: application/json", token)
        )

    async def send(self, method: str, path: str, body: bytes = b"", headers: Sequence[str] = ()) -> Answer:
        """Send one request and return its answer, whatever it is."""
        if self._wire is None or self._wire.closed:
            _, self._wire = await asyncio.get_running_loop().create_connection(self.wire, "127.0.0.1", self.port)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = (
            f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept-Language: es-PE,es;q=0.9",
            "User-Agent: bench", f"Cookie: {cookies}", f"Content-Length: {len(body)}", *headers,
        )  # fmt: skip
        self.requests += 1
        request = "\r\n".join((*lines, "", "")).encode() + body
        before = self._wire.received
        head, content = await self._wire.ask(request, self.patience)
        self.sent += len(request)
        self.received += self._wire.received - before
        return self._read(head, content)

    async def follow(self, answer: Answer) -> Answer:
        """Fetch what an answer redirects to, or return it."""
        for _ in range(4):
            if answer.status not in {301, 302, 303, 307, 308}:
                break
            target = urlsplit(answer.headers["location"])
            answer = await self.send("GET", target.path + (f"?{target.query}" if target.query else ""))
        return answer

    def _read(self, head: bytes, body: bytes) -> Answer:
        first, *lines = head.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(":")
            name, value = name.lower(), value.strip()
            if name == "set-cookie":
                cookie, _, content = value.split(";", 1)[0].partition("=")
                self.cookies[cookie] = content
            headers[name] = value
        return Answer(int(first.split(" ", 2)[1]), headers, body)

    def close(self) -> None:
        """End the connection."""
        if self._wire is not None and self._wire.transport is not None:
            self._wire.transport.close()
