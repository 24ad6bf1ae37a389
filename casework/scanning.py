"""A client for clamd's INSTREAM: the bytes go to the scanner, one line comes back. No Django, no ORM."""

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

CHUNK = 64 * 1024
TIMEOUT = 30.0


class ScannerAway(OSError):
    """No scanner answers, or not in a way that says anything about the file."""


@dataclass(frozen=True, slots=True)
class Verdict:
    clean: bool
    virus: str = ""


def scan(address: str, chunks: Iterable[bytes]) -> Verdict:
    """Ask the clamd at host:port; raises ScannerAway when it gives no verdict."""
    host, _sep, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=TIMEOUT) as connection:
            connection.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                for start in range(0, len(chunk), CHUNK):
                    piece = chunk[start : start + CHUNK]
                    connection.sendall(struct.pack("!I", len(piece)) + piece)
            connection.sendall(struct.pack("!I", 0))
            reply = b"".join(iter(lambda: connection.recv(4096), b""))
    except (OSError, ValueError) as error:
        raise ScannerAway(str(error)) from error
    return _verdict(reply.rstrip(b"\0\n").decode(errors="replace"))


def _verdict(reply: str) -> Verdict:
    if reply.endswith(" FOUND"):
        return Verdict(clean=False, virus=reply.removesuffix(" FOUND").partition(": ")[2])
    if reply.endswith(" OK"):
        return Verdict(clean=True)
    raise ScannerAway(reply or "the scanner closed the connection")
