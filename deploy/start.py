"""Runs the Procfile for `make run`, says when the portal answers, and leaves nothing running behind.

Ctrl-C in a terminal reaches this process by itself. A script that signals make alone reaches only make:
on SIGTERM make passes it on, on SIGINT it waits for us, and on SIGKILL it is simply gone. So once a
second we look whether our parent is gone or waits inside its SIGINT handler, and end with it.
"""

import errno
import os
import signal
import socket
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path
from types import FrameType

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

ROOT = Path(__file__).resolve().parent.parent
SIGINT_BIT = 1 << (signal.SIGINT - 1)


def holds_back_sigint(pid: int) -> bool:
    """Whether the process blocks SIGINT, as make does from the signal until its last child has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("SigBlk:"):
                return bool(int(line.split()[1], 16) & SIGINT_BIT)
    return False


class Watch:
    """Called by a timer: announces the address once, and ends us when our parent wants to end."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.parent = os.getppid()
        self.always_held_back = holds_back_sigint(self.parent)
        self.held_back_before = False
        self.announced = False

    def __call__(self, signum: int, frame: FrameType | None) -> None:
        held_back = holds_back_sigint(self.parent) and not self.always_held_back
        if os.getppid() != self.parent or (held_back and self.held_back_before):
            signal.setitimer(signal.ITIMER_REAL, 0)
            os.kill(os.getpid(), signal.SIGTERM)
        self.held_back_before = held_back
        if not self.announced and self._answers():
            self.announced = True
            # Straight to the terminal: a signal handler may interrupt honcho inside sys.stdout.
            ready = f"\n  The portal is ready: http://127.0.0.1:{self.port}/   (Ctrl-C ends it)\n\n"
            os.write(sys.stdout.fileno(), ready.encode())

    def _answers(self) -> bool:
        with suppress(OSError):
            return bool(
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=0.8).status == 200
            )
        return False


def chosen_port() -> int:
    """The port of the environment, if the portal could listen there now; else ends with a sentence."""
    given = os.environ.get("PORT", "8000")
    if not (given.isdecimal() and 0 < int(given) < 65536):
        sys.exit(f"PORT={given} is no port. Give a number up to 65535: make run PORT=8001")
    port = int(given)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            sys.exit(f"Port {port} needs root. Choose one above 1023: make run PORT=8001")
        except OSError as trouble:
            if trouble.errno != errno.EADDRINUSE:
                raise
            other = port + 1 if port < 65535 else 8001
            sys.exit(f"Port {port} is taken by another program. Choose one: make run PORT={other}")
    return port


def start() -> int:
    port = chosen_port()
    manager = Manager(Printer(sys.stdout))
    environment = os.environ | {"PORT": str(port), "PYTHONUNBUFFERED": "1"}
    for name, command in parse_procfile((ROOT / "Procfile").read_text()).processes.items():
        manager.add_process(name, command, env=environment, cwd=str(ROOT))
    signal.signal(signal.SIGALRM, Watch(port))
    signal.setitimer(signal.ITIMER_REAL, 1, 1)
    manager.loop()
    stopped_by_hand = manager.returncode in (130, 143)
    return 0 if stopped_by_hand else manager.returncode or 0


if __name__ == "__main__":
    sys.exit(start())
