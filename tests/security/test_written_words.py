"""What people write is shown as text: never as a page, a header, a line of the log or a program."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import Letter, Organisation, Role, Seat, SeatRequest, User
from accounts.services import invitations, organisations, post
from alliance.models import Membership, MembershipApplication
from alliance.services import certificates
from casework.services import documents, notes
from deploy.access_log import written
from tests.applications import ASKED, draft, step
from tests.journeys import paper
from tests.security.pictures import picture

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


class Foreign(HTMLParser):
    """Collects what no page of ours writes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [name for name in values if name.startswith("on")]
        self.found += ["img"] if values.get("src") == "x" else []
        self.found += ["script"] if tag == "script" and "src" not in values else []
        for name in ("href", "src", "action", "formaction"):
            if (values.get(name) or "").strip().lower().startswith(("javascript:", "data:text", "vbscript:")):
                self.found.append(f"{name}={values[name]}")


def harmless(client: Client, address: str, *, shown: bool = False) -> None:
    page = client.get(address)
    assert page.status_code == 200, address
    text = page.content.decode()
    reader = Foreign()
    reader.feed(text.replace("<script>alert", "<script data-evil onevil>alert"))
    assert reader.found == [], address
    if shown:
        assert "&lt;script&gt;alert(1)" in text, address


def fill(thing: object, *names: str) -> None:
    for name in names:
        limit = type(thing)._meta.get_field(name).max_length  # type: ignore[attr-defined]
        setattr(thing, name, EVIL[:limit])


def test_markup_in_every_field_stays_text_on_every_page(
    owner: User, colleague: User, reviewer: User, organisation: Organisation, sign_in: SignIn
) -> None:
    application = draft(organisation, owner)
    fill(organisation, "name", "short_name", "english_name", "legal_representative", "contact_name",
         "website", "contact_phone", "main_products", "introduction", "registered_address")  # fmt: skip
    organisation.shown_fields = ["website", "contact_phone", "main_products", "introduction", "english_name"]
    organisation.save()
    fill(owner, "name")
    owner.save()
    fill(application, "name", "main_products", "introduction", "niche", "park_name", "contact_name",
         "management_systems", "registered_address", "website")  # fmt: skip
    application.save()
    document = documents.attach(application, "logo", picture(f"{EVIL[:60]}.png".replace("/", "")), by=owner)
    SeatRequest.objects.create(organisation=organisation, user=reviewer, message=EVIL)
    mine, theirs = sign_in(owner), sign_in(reviewer)
    base = f"/cases/{application.reference}/"
    pages = [base + page for page in ("", "form/", "form/subject/", "form/business/", "form/check/")]
    pages += [f"/organisations/{organisation.pk}/", f"/organisations/{organisation.pk}/edit/"]
    for address in (*pages, "/desk/", "/profile/", "/join/", "/inbox/"):
        harmless(mine, address)
    MembershipApplication.objects.filter(pk=application.pk).update(website="")
    case = step(step(application, "submit", owner), "start", reviewer)
    notes.add(case, EVIL, reviewer)
    back = step(case, "request_changes", reviewer, note=EVIL,
                corrections=[type(ASKED[0])("field", "main_products", EVIL)])  # fmt: skip
    admin_page = f"/admin/casework/case/{case.pk}/change/"
    harmless(theirs, admin_page, shown=True)
    harmless(theirs, f"/admin/casework/case/?q={back.reference}")
    harmless(mine, base, shown=True)
    harmless(mine, base + "form/business/", shown=True)
    for letter in Letter.objects.filter(recipient=owner):
        harmless(mine, f"/inbox/{letter.pk}/", shown=True)
        assert "<script" not in letter.html
    for page in ("organisation/", f"organisation/{organisation.pk}/change/", "letter/", "seatrequest/"):
        harmless(theirs, f"/admin/accounts/{page}")
    assert document.name.startswith("\"'")


def test_markup_in_public_fields_stays_text(member: Membership, sign_in: SignIn) -> None:
    organisation = member.organisation
    words = {
        name: EVIL[:limit] for name, limit in (("name", 120), ("introduction", 800), ("main_products", 300))
    }
    organisations.save(organisation, **words, shown_fields=["introduction", "main_products"])
    for address in (f"/members/{organisation.pk}/", "/members/", "/",
                    f"/certificates/{member.certificates.get().number}/"):  # fmt: skip
        harmless(Client(), address, shown=address != "/")


def test_markup_that_was_searched_for_stays_text() -> None:
    for address in (f"/members/?q={EVIL}&sector={EVIL}", f"/certificates/{EVIL[:25].replace('/', '')}x/"):
        page = Client().get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", "//x"]
)
def test_a_website_is_a_web_address(
    owner: User, organisation: Organisation, sign_in: SignIn, address: str
) -> None:
    form = {
        "name": organisation.name,
        "kind": "enterprise",
        "sector": organisation.sector_id,
        "website": address,
    }
    sign_in(owner).post(f"/organisations/{organisation.pk}/edit/", form)
    organisation.refresh_from_db()
    assert organisation.website in ("", "https://x")


# --- letters ------------------------------------------------------------------------------------------

BAIT = ("中奖 https://evil.example", "见 www.evil.example", "mail a@evil.example", "领取 evil.example/now")


@pytest.mark.parametrize("name", BAIT)
def test_no_letter_of_ours_carries_a_phishers_address_in_a_name(
    owner: User, organisation: Organisation, sign_in: SignIn, name: str
) -> None:
    """An invitation goes to whomever one likes, under the alliance's own sender."""
    client = sign_in(owner)
    assert client.post("/profile/", {"name": name, "phone": "", "language": "en"}).status_code == 422
    form = {"name": name, "kind": "enterprise", "sector": organisation.sector_id}
    assert client.post(f"/organisations/{organisation.pk}/edit/", form).status_code == 422
    signing_up = {"email": "new@example.test", "password1": "lang-genug-42-x", "password2": "lang-genug-42-x"}
    Client().post("/accounts/signup/", {**signing_up, "name": name, "terms": "on"})
    assert not User.objects.filter(email="new@example.test").exists()


@pytest.mark.parametrize(
    "name", ["Example Co.Ltd", "J.K. 示例", "示例（重庆）有限公司", "A/S Example", "示例3.0"]
)
def test_names_that_only_look_a_little_like_it_are_names(owner: User, sign_in: SignIn, name: str) -> None:
    sign_in(owner).post("/profile/", {"name": name, "phone": "", "language": "en"})
    owner.refresh_from_db()
    assert owner.name == name


def test_a_line_break_in_a_name_adds_no_header_to_a_letter(owner: User, organisation: Organisation) -> None:
    organisations.save(organisation, name="示例\r\nBcc: victim@example.test\r\n\r\nbody")
    invitations.invite(organisation, email="new@example.test", role=Role.VIEWER, by=owner)
    assert post.deliver_due(timezone.now()) == 1
    [sent] = mail.outbox
    assert sent.recipients() == ["new@example.test"]
    assert "\n" not in sent.subject
    assert "Bcc" not in sent.message()


def test_a_role_that_does_not_exist_is_no_invitation(owner: User, sign_in: SignIn) -> None:
    organisation = Seat.objects.get(user=owner).organisation
    form = {"email": "x@example.test\r\nBcc: y@example.test", "role": "god"}
    assert sign_in(owner).post(f"/organisations/{organisation.pk}/invite/", form).status_code == 422
    assert not Letter.objects.exists()


# --- paper and logs -----------------------------------------------------------------------------------

PROGRAM = '#read("/etc/passwd") #panic("x") $x$ \\ "]) ] } #import "x"'


def test_words_on_paper_are_no_program(owner: User, organisation: Organisation, member: Membership) -> None:
    application = draft(organisation, owner)
    application.main_products = application.introduction = PROGRAM
    printed = paper.text(certificates.render_application_form(application))
    assert "#read" in printed
    assert "root:" not in printed
    organisation = member.organisation
    organisations.save(organisation, name=PROGRAM[:60], english_name=PROGRAM[:60])
    assert "#read" in paper.text(certificates.render_pdf(member.certificates.get()))


def test_an_address_cannot_begin_a_line_of_the_log() -> None:
    line = written("/a\nPOST /admin/ 200 1ms\x1b[31m\r")
    assert line.isprintable()
    assert " " not in line


def test_secrets_in_addresses_stay_out_of_the_log() -> None:
    for folder in ("/invitations/", "/accounts/confirm-email/", "/accounts/password/reset/key/"):
        assert "s3cret" not in written(f"{folder}s3cret/")
    assert written("/members/12/") == "/members/12/"
