import secrets
from collections.abc import Callable
from datetime import date

import segno
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from accounts.wording import in_chinese
from alliance import printing
from alliance.models import Certificate, Level, Term
from alliance.selectors import membership as read
from casework import kinds
from casework.models import Case

# Crockford's: no I, L, O, U, so that a number read aloud or from paper comes back the same.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LENGTH = 8
ATTEMPTS = 5


def issue(term: Term, *, on: date | None = None) -> Certificate:
    """The certificate of this term; the same one when there is one already."""
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                certificate, _created = Certificate.objects.get_or_create(
                    term=term,
                    defaults={
                        "membership": term.membership,
                        "number": f"{term.membership.number}-{_random_part()}",
                        "issued_on": on or timezone.localdate(),
                    },
                )
            return certificate
        except IntegrityError:  # the same 40 random bits twice
            continue
    raise RuntimeError("no free certificate number")


def _random_part() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))


def check_url(certificate: Certificate) -> str:
    return settings.PORTAL_URL + reverse("certificate", args=[certificate.number])


def _in_both(word: Callable[[], object]) -> tuple[str, str]:
    with in_chinese():
        chinese = str(word())
    with translation.override("en"):
        return chinese, str(word())


def _day_in_both(day: date) -> tuple[str, str]:
    return _in_both(lambda: formats.date_format(day, "DATE_FORMAT"))


def render_pdf(certificate: Certificate) -> bytes:
    """Both languages on one sheet; the QR code leads to the public check."""
    alliance = read.the_alliance()
    organisation, term = certificate.membership.organisation, certificate.term
    qr = segno.make(check_url(certificate), error="m").svg_inline(border=0, dark="#12233d")
    return printing.pdf(
        "certificate",
        {
            "alliance": (alliance.name, alliance.english_name) if alliance else ("", ""),
            "organisation": (organisation.name, organisation.english_name),
            "number": certificate.number,
            "membership": certificate.membership.number,
            "level": _in_both(lambda: Level(term.level).label),
            "starts": _day_in_both(term.starts_on),
            "ends": _day_in_both(term.ends_on),
            "issued": _day_in_both(certificate.issued_on),
            "check": check_url(certificate),
            "place": settings.PORTAL_URL.partition("://")[2] + reverse("certificate_check"),
            "qr": qr,
            "emblem": printing.emblem(),
            "watermark": printing.watermark(),
        },
    )


def render_application_form(case: Case) -> bytes:
    """The application as far as it is filled in, to be printed, signed, stamped and scanned. In Chinese."""
    kind = kinds.kind_of(case)
    with in_chinese():
        alliance = read.the_alliance()
        facts = kind.facts(case)
        groups = [
            {
                "label": str(section.label),
                "rows": [
                    [fact.label, fact.value or _("无")] for fact in facts if fact.section == section.code
                ],
            }
            for section in kind.sections(case)
            if section.fields
        ]
        return printing.pdf(
            "application",
            {
                "alliance": alliance.name if alliance else "",
                "reference": case.reference,
                "printed": formats.date_format(timezone.localdate(), "DATE_FORMAT"),
                "groups": groups,
            },
        )
