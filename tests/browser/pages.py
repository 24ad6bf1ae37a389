"""Every page of the portal: its name, who opens it, where it is, and the status it answers with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.contrib import admin
from django.urls import reverse

from accounts import consents
from accounts.models import User
from alliance.models import MembershipStatus
from parks.models import Tenancy, Unit
from tests.browser.world import World, a_seat

Who = Callable[[World], User | None]
Where = Callable[[World], str]
SECTIONS = ("subject", "people", "business", "qualification", "intent", "documents")
STATUSES = (
    "draft", "submitted", "under_review", "changes_requested", "approved", "rejected", "withdrawn", "lapsed",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    name: str
    who: Who
    where: Where
    status: int = 200
    # How the address one ends up at ends, if that is elsewhere by design.
    ends: str = ""


def anybody(world: World) -> None:
    return None


def owner(world: World) -> User:
    return world.owner


def newcomer(world: World) -> User:
    return world.newcomer


def reviewer(world: World) -> User:
    return world.reviewer


def root(world: World) -> User:
    return world.root


def page(
    who: Who, name: str, *args: Any, status: int = 200, query: str = "", title: str = "", ends: str = ""
) -> Page:
    """A page by its address's name; an argument that can be called is asked of the world."""

    def where(world: World) -> str:
        given = [one(world) if callable(one) else one for one in args]
        return reverse(name, args=given) + query

    return Page(title or name, who, where, status, ends)


def number(state: MembershipStatus) -> Callable[[World], str]:
    return lambda world: world.certificate(state).number


def organisation(world: World) -> int:
    return world.organisation.pk


def _reset_key(world: World) -> str:
    return default_token_generator.make_token(world.newcomer)


PUBLIC = [
    page(anybody, "home"),
    page(anybody, "members"),
    page(anybody, "members", query="?q=示例&rank=council", title="members-filtered"),
    page(anybody, "members", query="?q=查无此名", title="members-empty"),
    page(anybody, "member", lambda world: world.member().organisation_id),
    page(anybody, "parks"),
    *(page(anybody, "park", slug, title=f"park-{slug}") for slug in ("lijia", "zhaomushan", "dadi")),
    page(anybody, "units"),
    page(anybody, "units", query="?park=dadi&area_min=100&by=2099-01-01", title="units-filtered"),
    page(anybody, "units", query="?area_min=大&by=2020-01-01", title="units-wrong"),
    page(anybody, "units", query="?area_min=99999", title="units-empty"),
    page(anybody, "unit", lambda world: Unit.objects.lettable()[0].pk, title="unit-free"),
    page(anybody, "unit", lambda world: Tenancy.objects.residents()[0].unit_id, title="unit-let"),
    page(anybody, "join"),
    page(anybody, "certificate_check"),
    *(
        page(anybody, "certificate", number(state), title=f"certificate-{state}")
        for state in (MembershipStatus.VALID, MembershipStatus.EXPIRED, MembershipStatus.REVOKED)
    ),
    page(anybody, "certificate", "LJ-2026-9999-00000000", status=404, title="certificate-unknown"),
    page(anybody, "privacy", ends="/texts/personal_information/current/"),
    page(anybody, "accessibility"),
    *(
        page(anybody, "consent_text", purpose, "current", title=f"text-{purpose}")
        for purpose in (
            consents.CHARTER, consents.TRUTH, consents.PERSONAL_INFORMATION, consents.PUBLIC_LISTING,
            consents.PORTAL_TERMS,
        )
    ),
    page(anybody, "invitation", lambda world: world.invitation),
    page(anybody, "invitation", "gone", status=404, title="invitation-gone"),
]  # fmt: skip

ACCOUNT = [
    page(anybody, "account_login"),
    page(anybody, "account_signup"),
    page(anybody, "account_inactive"),
    page(anybody, "account_email_verification_sent"),
    page(anybody, "account_confirm_email", "gone", title="confirm-gone"),
    page(
        anybody,
        "account_confirm_email",
        lambda world: EmailConfirmationHMAC(world.newcomer.emailaddress_set.get()).key,
    ),
    page(anybody, "account_reset_password"),
    page(anybody, "account_reset_password_done"),
    page(
        anybody,
        "account_reset_password_from_key",
        lambda world: user_pk_to_url_str(world.newcomer),
        _reset_key,
        # The key goes into the session, out of the address.
        ends="set-password/",
    ),
    page(anybody, "account_reset_password_from_key", "1", "gone", title="reset-gone"),
    page(anybody, "account_reset_password_from_key_done"),
    page(newcomer, "account_logout"),
    page(newcomer, "account_email"),
    page(newcomer, "account_change_password"),
    page(newcomer, "account_reauthenticate"),
    page(newcomer, "mfa_index"),
    page(newcomer, "mfa_activate_totp"),
    page(newcomer, "mfa_list_webauthn"),
    page(newcomer, "mfa_add_webauthn"),
    page(reviewer, "mfa_index", title="mfa-set-up"),
    page(reviewer, "mfa_deactivate_totp"),
    page(reviewer, "mfa_generate_recovery_codes"),
    page(reviewer, "mfa_reauthenticate"),
    page(reviewer, "second_factor"),
    page(newcomer, "second_factor", title="second-factor-none"),
]

OWN = [
    page(owner, "desk"),
    page(newcomer, "desk", title="desk-empty"),
    page(owner, "join", title="join-signed-in"),
    page(newcomer, "join", title="join-newcomer"),
    page(owner, "inbox"),
    page(newcomer, "inbox", title="inbox-empty"),
    page(owner, "letter", lambda world: world.letter().pk),
    page(owner, "profile"),
    page(owner, "profile_erase"),
    page(owner, "consents"),
    page(owner, "organisation", organisation),
    page(lambda world: world.viewer, "organisation", organisation, title="organisation-viewer"),
    page(owner, "organisation_edit", organisation),
    page(owner, "organisation_new"),
    page(owner, "invitation_new", organisation),
    page(owner, "seat_change", lambda world: a_seat(world).pk),
    page(owner, "seat_leave", organisation),
    page(newcomer, "seat_request", lambda world: world.organisation.code),
    page(newcomer, "code_request"),
]

CASES = [
    *(
        page(
            lambda world, status=status: world.applicant(status),
            "case",
            lambda world, status=status: world.case(status).reference,
            title=f"case-{status}",
        )
        for status in STATUSES
    ),
    *(
        page(
            lambda world, status=status: world.applicant(status),
            name,
            lambda world, status=status: world.case(status).reference,
            title=f"{name}-{status}",
        )
        for name, status in (
            ("case_form", "draft"), ("case_check", "draft"), ("case_discard", "draft"),
            ("case_form", "changes_requested"), ("case_check", "changes_requested"),
        )
    ),
    *(
        page(
            lambda world, status=status: world.applicant(status),
            "case_section",
            lambda world, status=status: world.case(status).reference,
            section,
            title=f"section-{section}-{status}",
        )
        for status in ("draft", "changes_requested")
        for section in SECTIONS
    ),
    page(
        lambda world: world.applicant("submitted"),
        "case_move",
        lambda world: world.case("submitted").reference,
        "withdraw",
    ),
]  # fmt: skip

STAFF = [
    page(reviewer, "admin:index"),
    page(reviewer, "desk", title="desk-of-staff"),
    page(reviewer, "admin:casework_case_changelist"),
    page(reviewer, "admin:casework_case_changelist", query="?q=RH-0000", title="queue-empty"),
    page(reviewer, "case", lambda world: world.case("under_review").reference, title="case-seen-by-staff"),
    *(
        page(
            reviewer,
            "admin:casework_case_change",
            lambda world, status=status: world.case(status).pk,
            title=f"desk-{status}",
        )
        for status in STATUSES
        if status != "draft"
    ),
    page(
        lambda world: world.auditor,
        "admin:casework_case_change",
        lambda world: world.case("under_review").pk,
        title="desk-auditor",
    ),
    page(reviewer, "admin:alliance_membership_revoke", lambda world: world.member().pk),
    page(reviewer, "admin:alliance_post_end", lambda world: world.post().pk),
    page(root, "admin:auth_user_password_change", lambda world: world.newcomer.pk),
    page(root, "admin:app_list", "accounts"),
]  # fmt: skip


KINDS = ("admin:alliance_membershipapplication", "admin:parks_parkregistration")


def _admin_pages() -> Iterator[Page]:
    """List, form to add and page of one row, of everything the admin knows."""
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if name == "admin:casework_case":
            continue
        yield page(root, f"{name}_changelist")
        if type(model_admin).has_add_permission is admin.ModelAdmin.has_add_permission:
            yield page(root, f"{name}_add")
        if name not in KINDS:  # their page is the case's
            yield page(root, f"{name}_change", lambda world, model=model: _some_row(model))


def _some_row(model: Any) -> Any:
    return model._default_manager.order_by("pk").values_list("pk", flat=True).first() or 0


ERRORS = [
    Page("404", anybody, lambda world: "/no-such-page/", 404),
    Page("404-case", newcomer, lambda world: world.case("under_review").get_absolute_url(), 404),
    Page("403", lambda world: world.auditor, lambda world: reverse("admin:accounts_sector_add"), 403),
    Page("500", anybody, lambda world: "/fall-over/", 500),
]

ALL = [*PUBLIC, *ACCOUNT, *OWN, *CASES, *STAFF, *_admin_pages(), *ERRORS]
