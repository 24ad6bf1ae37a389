"""The portal's own addresses; portal.txt says who gets what."""

from casework.models import Case
from portal.demo.codes import demo_code
from tests.access.doors import Row
from tests.access.world import TOKEN
from tests.applications import pdf
from tests.factories import PASSWORD

SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


def _form(case: Case, **more: object) -> dict[str, object]:
    return {"revision": case.revision, "note": "示例说明", **more}


ANYBODY = [
    Row("home"),
    Row("healthz"),
    Row("readyz"),
    Row("robots"),
    Row("favicon"),
    Row("privacy"),
    Row("accessibility"),
    Row("set_language", data=lambda w: {"language": "en"}),
    Row("members"),
    Row("member", lambda w: [w.member.pk]),
    Row("member", lambda w: [w.organisation.pk], note="no-member"),
    Row("join", data=lambda w: {"organisation": w.organisation.pk}),
    Row("join", data=lambda w: {"organisation": w.elsewhere.pk}, note="elsewhere"),
    Row("certificate_check"),
    Row("certificate", lambda w: [w.certificate.number]),
    Row("certificate", lambda w: ["LJ-2026-0001-00000000"], note="unknown"),
    Row("consent_text", lambda w: ["charter", "current"]),
    Row("invitation", lambda w: [TOKEN]),
    Row("invitation", lambda w: ["guessed"], note="guessed"),
    Row("parks"),
    Row("park", lambda w: [w.park.slug]),
    Row("park", lambda w: ["nowhere"], note="unknown"),
    Row("units"),
    Row("unit", lambda w: [w.unit.pk]),
    Row("unit", lambda w: [0], note="unknown"),
]
SIGNED_IN = [
    Row("desk"),
    Row(
        "organisation_planned",
        data=lambda w: {"name": "云岭示例（筹）", "sector": w.sector.pk, "registered_capital": "500"},
    ),
    Row(
        "organisation_new",
        data=lambda w: {
            "code": demo_code(9000),
            "kind": "enterprise",
            "step": "facts",
            "name": "云岭示例新公司",
            "sector": w.sector.pk,
        },
    ),
    Row(
        "code_request",
        data=lambda w: {"code": "N2500157MF12345679", "kind": "service_body", "name": "示例社"},
    ),
    Row("inbox"),
    Row("letter", lambda w: [w.letter.pk]),
    Row("profile", data=lambda w: {"name": "示例新名", "phone": "", "language": "en"}),
    Row("profile_export"),
    Row("profile_erase", data=lambda w: {"password": PASSWORD}),
    Row("sessions_end"),
    Row("second_factor"),
    Row("consents", data=lambda w: {"consent": w.user("owner").consents.latest("pk").pk}),
]
ORGANISATIONS = [
    Row("organisation", lambda w: [w.organisation.pk]),
    Row(
        "organisation_edit",
        lambda w: [w.organisation.pk],
        data=lambda w: {"name": "云岭示例改名公司", "kind": "enterprise"},
    ),
    Row("organisation_logo", lambda w: [w.organisation.pk], data=lambda w: {"remove": "1"}),
    Row("seat_leave", lambda w: [w.organisation.pk]),
    Row(
        "invitation_new",
        lambda w: [w.organisation.pk],
        data=lambda w: {"email": "new@example.test", "role": "editor"},
    ),
    Row("invitation_withdraw", lambda w: [w.invitation.pk]),
    Row(
        "invitation_withdraw", lambda w: [w.invitation.pk], data=lambda w: {"action": "resend"}, note="resend"
    ),
    Row("seat_change", lambda w: [w.seat.pk], data=lambda w: {"role": "editor"}),
    Row("seat_change", lambda w: [w.seat.pk], data=lambda w: {"action": "remove"}, note="remove"),
    Row("seat_change", lambda w: [w.seat.pk], data=lambda w: {"action": "hand_over"}, note="hand-over"),
    Row("seat_request", lambda w: [w.organisation.code]),
    Row(
        "seat_request_decide",
        lambda w: [w.seat_request.pk],
        data=lambda w: {"decision": "accept", "role": "viewer"},
    ),
    Row(
        "seat_request_decide",
        lambda w: [w.seat_request.pk],
        data=lambda w: {"decision": "decline"},
        note="decline",
    ),
]
PARKS = [
    Row(
        "organisation_enter_code",
        lambda w: [w.planned.pk],
        data=lambda w: {
            "code": demo_code(9001),
            "name": "云岭示例新材料有限公司",
            "founded_on": "2026-01-05",
        },
    ),
    Row("park_register", lambda w: [w.park.slug], data=lambda w: {"organisation": w.member.pk}),
    Row("park_register", lambda w: ["nowhere"], note="unknown"),
    Row("park_figures", lambda w: [w.registration.reference], data=lambda w: {"area_min": "400"}),
    Row("park_figures", lambda w: [w.case.reference], note="other-kind"),
    Row(
        "park_transfer",
        lambda w: [w.registration.reference],
        data=lambda w: {
            "revision": w.registration.revision,
            "park": w.other_park.pk,
            "declares_truth": "on",
            "consents_processing": "on",
        },
    ),
    Row("park_place_leave", lambda w: [w.waiting_place.pk]),
    Row("tenancy", lambda w: [w.offer.pk]),
    Row("tenancy_accept", lambda w: [w.offer.pk], data=lambda w: {"revision": w.offer.revision}),
    Row("tenancy_decline", lambda w: [w.offer.pk], data=lambda w: {"revision": w.offer.revision}),
    Row("tenancy_show", lambda w: [w.lease.pk], data=lambda w: {"shown": "yes"}),
    Row("tenancy_contract", lambda w: [w.lease.pk]),
    Row("tenancy_contract", lambda w: [w.offer.pk], note="none-yet"),
    Row(
        "yearly_report",
        lambda w: [w.report.pk],
        data=lambda w: {
            "revision": w.report.revision,
            "revenue": "1",
            "tax": "1",
            "staff_count": "1",
            "investment": "1",
            "patents": "0",
        },
    ),
    Row(
        "park_visits",
        lambda w: [w.park.slug],
        data=lambda w: {"slot": w.slot.pk, "organisation": w.organisation.pk, "people": "2"},
    ),
    Row("visit", lambda w: [w.visit.pk]),
    Row("visit_cancel", lambda w: [w.visit.pk]),
    Row("visit_calendar", lambda w: [w.visit.pk]),
]
CASES = [
    Row("case", lambda w: [w.case.reference]),
    Row("case", lambda w: [w.draft.reference], note="draft"),
    Row("case", lambda w: [w.sent_back.reference], note="sent-back"),
    Row("case", lambda w: [w.approved.reference], note="approved"),
    Row("case_form", lambda w: [w.case.reference]),
    Row("case_form", lambda w: [w.draft.reference], note="draft"),
    Row("case_form", lambda w: [w.sent_back.reference], note="sent-back"),
    Row("case_section", lambda w: [w.case.reference, "subject"], data=lambda w: {"name": "改名"}),
    Row(
        "case_section",
        lambda w: [w.draft.reference, "business"],
        data=lambda w: {"main_products": "示例新品", "initial-main_products": "示例减速器"},
        note="draft",
    ),
    Row(
        "case_autosave",
        lambda w: [w.case.reference, "business"],
        data=lambda w: {"field": "main_products", "main_products": "示例新品"},
        headers=SCRIPT,
    ),
    Row(
        "case_autosave",
        lambda w: [w.draft.reference, "business"],
        data=lambda w: {"field": "niche", "niche": "示例新品", "initial-niche": ""},
        headers=SCRIPT,
        note="draft",
    ),
    Row("case_check", lambda w: [w.case.reference]),
    Row(
        "case_check",
        lambda w: [w.draft.reference],
        data=lambda w: _form(w.draft, accepts_charter="on", declares_truth="on", consents_processing="on"),
        note="draft",
    ),
    Row("case_move", lambda w: [w.case.reference, "withdraw"], data=lambda w: _form(w.case)),
    Row("case_move", lambda w: [w.draft.reference, "withdraw"], data=lambda w: _form(w.draft), note="draft"),
    Row("case_move", lambda w: [w.case.reference, "approve"], data=lambda w: _form(w.case), note="approve"),
    Row("case_discard", lambda w: [w.case.reference]),
    Row("case_discard", lambda w: [w.draft.reference], note="draft"),
    Row(
        "document_upload",
        lambda w: [w.case.reference, "business_licence"],
        data=lambda w: {"file": pdf("新.pdf")},
    ),
    Row(
        "document_upload",
        lambda w: [w.draft.reference, "business_licence"],
        data=lambda w: {"file": pdf("新.pdf")},
        note="draft",
    ),
    Row("document", lambda w: [w.case.reference, w.document.pk]),
    Row("document", lambda w: [w.case.reference, w.document.pk], query="?inline=1", note="inline"),
    Row("document", lambda w: [w.draft.reference, w.draft_document.pk], note="draft"),
    Row("document", lambda w: [w.draft.reference, w.document.pk], note="of-another-case"),
    Row("document_remove", lambda w: [w.case.reference, w.document.pk]),
    Row("document_remove", lambda w: [w.draft.reference, w.draft_document.pk], note="draft"),
    Row("document_remove", lambda w: [w.draft.reference, w.document.pk], note="of-another-case"),
    Row("application_form", lambda w: [w.case.reference]),
    Row("application_form", lambda w: [w.draft.reference], note="draft"),
    Row("certificate_pdf", lambda w: [w.certificate.number]),
]
ROWS = [*ANYBODY, *SIGNED_IN, *ORGANISATIONS, *PARKS, *CASES]
