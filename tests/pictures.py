"""Draws the pictures of README.md anew: `make pictures`, or `python -m tests.pictures`.

A demo world of its own in a temporary folder, a real server on a free port, the machine's Chromium
(CHROMIUM names it). Nothing of a developer's own data is touched or shown.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import find_chromium

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "pictures"
DESK, PHONE = {"width": 1280, "height": 1000}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class Picture:
    """What to show: the address (or the link to follow from it), who looks, and on which screen."""

    name: str
    path: str
    who: str = ""
    follow: str = ""
    phone: bool = False
    whole: bool = False


PICTURES = (
    Picture("home", "/", whole=True),
    Picture("home-phone", "/", phone=True),
    Picture("directory", "/members/"),
    Picture("directory-phone", "/members/", phone=True),
    Picture("join", "/join/", whole=True),
    Picture("desk", "/desk/", who="owner", whole=True),
    Picture("desk-phone", "/desk/", who="owner", phone=True),
    Picture("case", "/desk/", who="owner", follow="main .turn a.btn"),
    Picture("case-phone", "/desk/", who="owner", follow="main .turn a.btn", phone=True),
    Picture("queue", "/admin/casework/case/", who="reviewer"),
    Picture("decision", "/admin/casework/case/{under_review}/change/", who="reviewer"),
    Picture("park", "/parks/dadi/", whole=True),
    Picture("units-phone", "/parks/units/?park=dadi&area_min=100#units", phone=True),
    Picture("park-case", "/desk/", who="owner", follow="main a[href*='/cases/RY-']"),
    Picture("board", "/admin/parks/park/{park}/board/", who="dadi", whole=True),
    Picture("certificate-check", "/certificates/{certificate}/"),
)


def manage(environment: dict[str, str], *command: str) -> str:
    run = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{run.stderr}")
    return run.stdout.strip()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def world() -> Iterator[tuple[str, dict[str, str]]]:
    """A demo world and a server that shows it; its address, and the environment it lives in."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment = kept | {"PORTAL_DEMO": "1", "PORTAL_DATA_DIR": folder, "PORTAL_URL": address}
        for command in ("migrate", "createcachetable", "load_alliance", "load_demo"):
            manage(environment, command)
        manage(environment, "db_worker", "--batch", "--no-startup-delay")
        manage(environment, "collectstatic", "--no-input")
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4",
             "--log-level", "warning"],
            cwd=ROOT, env=environment,
        )  # fmt: skip
        try:
            wait_for(f"{address}/healthz")
            yield address, environment
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def numbers(environment: dict[str, str]) -> dict[str, str]:
    """The parts of addresses that only this world knows."""
    ask = (
        "from casework.models import Case; from alliance.models import Certificate;"
        "case = Case.objects.filter(status='under_review').order_by('-due_on').first();"
        "from django.utils import timezone; today = timezone.localdate();"
        "valid = Certificate.objects.filter(membership__revoked_on=None, term__starts_on__lte=today);"
        "certificate = valid.latest('term__ends_on');"
        "from parks.models import Park; park = Park.objects.get(slug='dadi');"
        "print(case.pk, certificate.number, park.pk)"
    )
    case, certificate, park = manage(environment, "shell", "-v", "0", "-c", ask).split()
    password = manage(environment, "demo_accounts").partition("password ")[2].split()[0]
    return {"under_review": case, "certificate": certificate, "park": park, "password": password}


def draw(browser: Browser, address: str, picture: Picture, known: dict[str, str]) -> None:
    context = browser.new_context(
        viewport=PHONE if picture.phone else DESK, locale="zh-CN", color_scheme="light"
    )
    page = context.new_page()
    if picture.who:
        sign_in(page, address, f"{picture.who}@demo.example", known["password"])
    page.goto(address + picture.path.format(**known))
    if picture.follow:
        page.locator(picture.follow).first.click()
        page.wait_for_load_state("networkidle")
    keep(page.screenshot(full_page=picture.whole), picture.name)
    context.close()


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/")


def keep(content: bytes, name: str) -> None:
    """With 256 colours a picture of a page looks the same and is a third of the size."""
    with Image.open(io.BytesIO(content)) as picture:
        drawn = picture.convert("RGB").quantize(256)
    drawn.save(TARGET / f"{name}.png", optimize=True)
    print(f"docs/pictures/{name}.png")


def draw_certificate(environment: dict[str, str], number: str) -> None:
    """The certificate itself, where the machine can turn a PDF into a picture."""
    if shutil.which("pdftoppm") is None:
        print("docs/pictures/certificate.png left as it is: pdftoppm is missing (apt install poppler-utils)")
        return
    with tempfile.TemporaryDirectory() as folder:
        ask = (
            "from pathlib import Path; from alliance.models import Certificate;"
            "from alliance.services.certificates import render_pdf;"
            f"Path({folder!r}, 'one.pdf').write_bytes(render_pdf(Certificate.objects.get(number={number!r})))"
        )
        manage(environment, "shell", "-v", "0", "-c", ask)
        command = ["pdftoppm", "-png", "-r", "96", "-singlefile", f"{folder}/one.pdf", f"{folder}/one"]
        subprocess.run(command, check=True)
        keep(Path(folder, "one.png").read_bytes(), "certificate")


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("No Chromium found: apt install chromium, or set CHROMIUM.")
    TARGET.mkdir(parents=True, exist_ok=True)
    with world() as (address, environment), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        known = numbers(environment)
        for picture in PICTURES:
            draw(browser, address, picture, known)
        browser.close()
        draw_certificate(environment, known["certificate"])


if __name__ == "__main__":
    main()
