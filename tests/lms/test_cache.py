"""The cache when its server goes, comes back, or ends a connection that nobody was using."""

import socket
import socketserver
import threading
from collections.abc import Iterator

import pytest

from lms.cache import ForgivingRedisCache


class Store(socketserver.StreamRequestHandler):
    """As much of Redis as a cache needs; ``ended`` ends each connection before its next command."""

    held: dict[bytes, bytes] = {}
    connections = 0
    ended = threading.Event()

    def handle(self) -> None:
        type(self).connections += 1
        while (head := self.rfile.readline()) and not self.ended.is_set():
            words = []
            for _ in range(int(head[1:])):
                size = int(self.rfile.readline()[1:])
                words.append(self.rfile.read(size + 2)[:-2])
            self.wfile.write(self.answer(words))
        self.ended.clear()

    def answer(self, words: list[bytes]) -> bytes:
        match words[0].upper():
            case b"GET":
                found = self.held.get(words[1])
                return b"$-1\r\n" if found is None else b"$%d\r\n%s\r\n" % (len(found), found)
            case b"SET":
                self.held[words[1]] = words[2]
            case b"DEL":
                return b":%d\r\n" % sum(self.held.pop(key, None) is not None for key in words[1:])
            case b"HELLO":
                return b"-ERR unknown command\r\n"
        return b"+OK\r\n"


@pytest.fixture
def server() -> Iterator[socketserver.ThreadingTCPServer]:
    Store.held.clear()
    Store.connections = 0
    Store.ended.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Store) as made:
        made.daemon_threads = True
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def cache_of(server: socketserver.ThreadingTCPServer) -> ForgivingRedisCache:
    return ForgivingRedisCache(f"redis://127.0.0.1:{server.server_address[1]}/0", {"OPTIONS": {"protocol": 2}})


def test_a_thread_keeps_one_connection(server: socketserver.ThreadingTCPServer) -> None:
    cache = cache_of(server)
    cache.set("a", "1")
    assert [cache.get("a") for _ in range(3)] == ["1"] * 3
    assert Store.connections == 1
    other = threading.Thread(target=cache.get, args=["a"])
    other.start()
    other.join()
    assert Store.connections == 2


def test_what_is_deleted_is_gone_though_the_connection_had_ended(server: socketserver.ThreadingTCPServer) -> None:
    """Seen to fail without ``retry``: a session that was ended went on from the cache."""
    cache = cache_of(server)
    cache.set("session", "of an officer")
    Store.ended.set()
    cache.delete("session")
    assert cache.get("session") is None
    assert Store.held == {}


def test_a_server_that_is_silent_is_asked_once() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        options = {"protocol": 2, "socket_timeout": 0.2, "lib_name": None, "lib_version": None}
        port = silent.getsockname()[1]
        assert ForgivingRedisCache(f"redis://127.0.0.1:{port}/0", {"OPTIONS": options}).get("a", "default") == "default"
        silent.settimeout(0.1)
        silent.accept()[0].close()
        with pytest.raises(TimeoutError):
            silent.accept()


def test_without_a_server_it_answers_as_an_empty_cache() -> None:
    cache = ForgivingRedisCache("redis://127.0.0.1:9/0", {})
    cache.set("a", "1")
    cache.delete("a")
    assert (cache.get("a", "default"), cache.add("a", "1")) == ("default", True)
