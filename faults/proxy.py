"""A line between learners and server that can be cut, stalled, and led to a captive portal."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

__all__ = ["Line"]

_PORTAL = b"<!doctype html><title>Wi-Fi gratis</title><p>Acepte las condiciones para navegar.</p>"
_PAGE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(_PORTAL) + _PORTAL
)


@dataclass
class Line:
    """Passes bytes on, unless told otherwise."""

    server: int
    port: int = 0
    _portal: bool = False
    _stalled: bool = False
    _answers_lost: bool = False
    _cut: bool = False
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _carrying: "set[asyncio.Task[None] | None]" = field(default_factory=set)

    @classmethod
    @asynccontextmanager
    async def to(cls, server: int) -> AsyncIterator["Line"]:
        """Open a line to the port of a server."""
        line = cls(server)
        listening = await asyncio.start_server(line._carry, "127.0.0.1", 0)
        line.port = listening.sockets[0].getsockname()[1]
        try:
            yield line
        finally:
            line._end_all()
            listening.close()
            if carrying := [task for task in line._carrying if task and not task.done()]:
                await asyncio.wait(carrying, timeout=2)

    def cut(self) -> None:
        """End every connection, and every new one at once."""
        self._cut = True
        self._end_all()

    def stall(self) -> None:
        """Leave every connection open and carry nothing more, in neither direction."""
        self._stalled = True

    def lose_answers(self) -> None:
        """Carry what is asked, and nothing of what is answered: the half-open connection."""
        self._answers_lost = True

    def capture(self) -> None:
        """Answer everything as a captive portal does: 200, and a page."""
        self._portal = True
        self._end_all()

    def restore(self) -> None:
        """Carry again; what was stalled ends."""
        self._cut = self._stalled = self._answers_lost = self._portal = False
        self._end_all()

    def _end_all(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()
        self._open.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        self._carrying.add(asyncio.current_task())
        if self._cut:
            writer.transport.abort()
            return
        if self._portal:
            await self._pretend(reader, writer)
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.server)
        except OSError:
            writer.transport.abort()
            return
        self._open.add(back)
        both = [
            asyncio.create_task(self._pump(reader, back, asking=True)),
            asyncio.create_task(self._pump(there, writer, asking=False)),
        ]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for end in (writer, back):
            end.transport.abort()
            self._open.discard(end)
        await asyncio.wait(both)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, asking: bool) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                if not (self._stalled or (self._answers_lost and not asking)):
                    writer.write(data)

    async def _pretend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            while self._portal:
                head = await reader.readuntil(b"\r\n\r\n")
                at = head.lower().find(b"\r\ncontent-length:")
                if at >= 0:
                    await reader.readexactly(int(head[at + 17 :].split(b"\r\n", 1)[0]))
                writer.write(_PAGE)
        writer.transport.abort()
