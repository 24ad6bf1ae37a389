"""The client against a tiny real server that speaks clamd's INSTREAM."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from casework import scanning


class Clamd:
    """Answers one connection after the other; a body with EICAR in it is a virus."""

    def __init__(self, reply: bytes | None) -> None:
        self.fixed = reply
        self.received = b""
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self.server.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                if stream.read(10) != b"zINSTREAM\0":
                    return
                self.received = b""
                while length := struct.unpack("!I", stream.read(4))[0]:
                    self.received += stream.read(length)
                found = b"stream: Eicar-Signature FOUND\0" if b"EICAR" in self.received else b"stream: OK\0"
                connection.sendall(found if self.fixed is None else self.fixed)

    def close(self) -> None:
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        self.thread.join()


@contextmanager
def clamd(reply: bytes | None = None) -> Iterator[Clamd]:
    server = Clamd(reply)
    try:
        yield server
    finally:
        server.close()


def test_a_clean_file_goes_over_in_pieces_and_comes_back_clean():
    body = b"x" * (scanning.CHUNK * 2 + 7)
    with clamd() as server:
        assert scanning.scan(server.address, [body, b"tail"]).clean
        assert server.received == body + b"tail"


def test_a_virus_is_named():
    with clamd() as server:
        verdict = scanning.scan(server.address, [b"EICAR"])
    assert (verdict.clean, verdict.virus) == (False, "Eicar-Signature")


@pytest.mark.parametrize("reply", [b"INSTREAM size limit exceeded. ERROR\0", b""])
def test_no_verdict_is_not_a_clean_file(reply):
    with clamd(reply) as server, pytest.raises(scanning.ScannerAway):
        scanning.scan(server.address, [b"x"])


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nonsense", "127.0.0.1:port"])
def test_no_scanner_is_said_so(address):
    with pytest.raises(scanning.ScannerAway):
        scanning.scan(address, [b"x"])
