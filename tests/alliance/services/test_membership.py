import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from PIL import Image

from accounts.models import Consent, Letter
from alliance.models import Alliance, Certificate, Level, Membership, MembershipApplication, Post, Term
from alliance.services import membership as service
from alliance.services.membership import admit, end_of_term, revoke, start_application, write_back
from casework.models import Case, Effect
from casework.refusals import Refused
from casework.services import documents, effects
from casework.services.drafts import AlreadyOpen
from tests import applications
from tests.alliance import members

SHANGHAI = ZoneInfo("Asia/Shanghai")


def approve(organisation, owner, reviewer, **changes) -> MembershipApplication:
    application = applications.draft(organisation, owner)
    MembershipApplication.objects.filter(pk=application.pk).update(**changes)
    for action, person in (("submit", owner), ("start", reviewer), ("approve", reviewer)):
        applications.step(application, action, person)
    return MembershipApplication.objects.get(pk=application.pk)


# --- starting -------------------------------------------------------------------------------------


def test_a_draft_is_filled_from_the_organisation(organisation, owner):
    organisation.legal_representative, organisation.staff_count = "江晓", 86
    organisation.save()
    application = start_application(organisation, by=owner)
    assert (application.name, application.code) == (organisation.name, organisation.code)
    assert (application.legal_representative, application.staff_count) == ("江晓", 86)
    assert application.org_kind == "enterprise"
    assert application.sector == organisation.sector
    assert application.reference.startswith("RH-")
    assert not application.is_renewal


def test_the_declarations_of_a_draft_are_not_ticked(organisation, owner):
    application = start_application(organisation, by=owner)
    ticks = (application.accepts_charter, application.declares_truth, application.consents_processing)
    assert not any(ticks)


def test_a_second_open_application_is_refused_and_names_the_first(organisation, owner, colleague):
    first = start_application(organisation, by=owner)
    with pytest.raises(AlreadyOpen) as refusal:
        start_application(organisation, by=colleague)
    assert refusal.value.case.pk == first.pk
    assert first.reference in str(refusal.value)


@pytest.mark.parametrize("person", ["viewer", "outsider", "reviewer"])
def test_who_may_not_edit_the_organisation_starts_nothing(person, organisation, request):
    with pytest.raises(Refused):
        start_application(organisation, by=request.getfixturevalue(person))
    assert not Case.objects.exists()


def test_a_renewal_waits_for_the_last_ninety_days(organisation, owner):
    live = members.membership(organisation, ends=91)
    with pytest.raises(Refused) as refusal:
        start_application(organisation, by=owner)
    assert "可以申请续期" in str(refusal.value)
    Membership.objects.filter(pk=live.pk).update(ends_on=members.day(90))
    assert start_application(organisation, by=owner).is_renewal


def test_after_expiry_a_renewal_is_possible(organisation, owner):
    members.membership(organisation, starts=-800, ends=-30)
    assert start_application(organisation, by=owner).is_renewal


def test_a_renewal_takes_over_what_changes_seldom_and_no_declaration(organisation, owner, reviewer):
    approve(organisation, owner, reviewer, niche="示例细分领域", revenue="500.00")
    Membership.objects.update(ends_on=members.day(30))
    again = start_application(organisation, by=owner)
    assert (again.niche, again.level) == ("示例细分领域", "council")
    assert again.revenue is None
    assert not again.accepts_charter


# --- submitting -----------------------------------------------------------------------------------


def test_submitting_keeps_three_consents_of_the_day(organisation, owner):
    case = applications.submitted(organisation, owner)
    given = Consent.objects.filter(user=owner, about=case.reference)
    assert set(given.values_list("purpose", flat=True)) == {"charter", "truth", "personal_information"}
    assert all(one.text_version and one.text_digest for one in given)


# --- approval -------------------------------------------------------------------------------------


@time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=SHANGHAI), tick=False)
def test_an_approval_makes_membership_term_post_certificate_and_effects(organisation, owner, reviewer):
    application = approve(organisation, owner, reviewer)
    membership = Membership.objects.get()
    assert (membership.number, membership.level) == ("LJ-2026-0001", Level.COUNCIL)
    assert (membership.starts_on, membership.ends_on) == (date(2026, 11, 23), date(2029, 11, 22))
    term = Term.objects.get(application=application)
    assert (term.starts_on, term.ends_on) == (membership.starts_on, membership.ends_on)
    post = Post.objects.get()
    assert (post.rank, post.representative, post.application) == ("council", "江晓", application)
    certificate = Certificate.objects.get()
    assert certificate.number.startswith("LJ-2026-0001-")
    assert len(certificate.number) == len("LJ-2026-0001-7KQ2M9XD")
    states = dict(Effect.objects.filter(case=application).values_list("code", "state"))
    assert states == {"membership": "done", "post": "done", "certificate": "done", "directory": "done"}


def test_the_letter_of_admission_goes_to_applicant_and_owners_once(organisation, owner, colleague, reviewer):
    application = applications.draft(organisation, colleague)
    for action, person in (("submit", colleague), ("start", reviewer), ("approve", reviewer)):
        applications.step(application, action, person)
    letters = Letter.objects.filter(key__contains=":admitted:")
    assert {letter.recipient for letter in letters} == {owner, colleague}
    number = Certificate.objects.get().number
    assert all(number in letter.text and f"/certificates/{number}/" in letter.text for letter in letters)
    assert all("LJ-" in letter.subject for letter in letters)


def test_a_plain_member_gets_no_post(organisation, owner, reviewer):
    approve(organisation, owner, reviewer, level="member")
    assert not Post.objects.exists()
    assert not Effect.objects.filter(code="post").exists()


def test_admitting_twice_earns_one_term(organisation, owner, reviewer):
    application = approve(organisation, owner, reviewer)
    before = (Membership.objects.get().ends_on, Letter.objects.count())
    admit(application, by=reviewer)
    assert (Membership.objects.get().ends_on, Letter.objects.count()) == before
    assert (Term.objects.count(), Post.objects.count(), Certificate.objects.count()) == (1, 1, 1)


def test_the_database_refuses_a_second_live_membership(organisation):
    members.membership(organisation)
    with pytest.raises(IntegrityError):
        members.membership(organisation)


def test_an_approval_without_the_alliances_data_is_refused_whole(organisation, owner, reviewer):
    case = applications.under_review(organisation, owner, reviewer)
    Alliance.objects.all().delete()
    with pytest.raises(Refused) as refusal:
        applications.step(case, "approve", reviewer)
    assert "load_alliance" in str(refusal.value)
    assert Case.objects.get().status == "under_review"


def test_reviewed_facts_are_written_back_but_never_the_code(organisation, owner, reviewer):
    organisation.website, organisation.office_address = "https://example.test/", "旧地址"
    organisation.save()
    approve(
        organisation, owner, reviewer, name="云岭示例智能制造有限公司", office_address="", staff_count=120
    )
    organisation.refresh_from_db()
    assert (organisation.name, organisation.staff_count) == ("云岭示例智能制造有限公司", 120)
    assert organisation.code == "91500157PDY0010125"
    assert organisation.office_address == "旧地址"
    assert "云岭示例智能制造有限公司" in organisation.search_text


def test_write_back_can_run_alone(organisation, owner):
    application = start_application(organisation, by=owner)
    application.legal_representative = "江晓"
    assert write_back(application).legal_representative == "江晓"


def test_a_name_the_font_cannot_print_is_seen_and_mended(organisation, owner, reviewer):
    application = approve(organisation, owner, reviewer, name="云岭𠮷示例有限公司")
    effect = Effect.objects.get(code="certificate")
    assert effect.state == "failed"
    assert "𠮷" in effect.explanation
    organisation.name = "云岭吉示例有限公司"
    organisation.save()
    assert effects.repair(effect, reviewer).state == "done"
    assert Membership.objects.count() == 1
    assert application.term.certificate.number


def attach_logo(application, owner, content: bytes) -> None:
    upload = SimpleUploadedFile("标志.png", content, content_type="image/png")
    documents.attach(application, "logo", upload, by=owner)


def png(side: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(stream, "PNG")
    return stream.getvalue()


def walk(application, owner, reviewer) -> None:
    for action, person in (("submit", owner), ("start", reviewer), ("approve", reviewer)):
        applications.step(application, action, person)


def test_the_logo_of_the_application_is_taken_over_unpublished(organisation, owner, reviewer):
    application = applications.draft(organisation, owner)
    attach_logo(application, owner, png(40))
    walk(application, owner, reviewer)
    organisation.refresh_from_db()
    assert organisation.logo
    assert "logo" not in organisation.shown_fields


def test_a_logo_the_organisation_has_stays(organisation, owner, reviewer):
    organisation.logo.save("own.png", ContentFile(png(8)), save=True)
    kept = organisation.logo.name
    application = applications.draft(organisation, owner)
    attach_logo(application, owner, png(40))
    walk(application, owner, reviewer)
    organisation.refresh_from_db()
    assert organisation.logo.name == kept


def test_a_logo_that_cannot_be_read_hinders_no_approval(organisation, owner, reviewer):
    application = applications.draft(organisation, owner)
    attach_logo(application, owner, png(40))
    document = application.documents.current().get(slot="logo")
    document.file.storage.delete(document.file.name)
    walk(application, owner, reviewer)
    organisation.refresh_from_db()
    assert not organisation.logo
    assert Membership.objects.live().exists()


# --- renewal --------------------------------------------------------------------------------------


def test_a_renewal_before_the_end_follows_on_without_a_gap(organisation, owner, reviewer):
    live = members.membership(organisation, ends=30)
    members.certificate(live)
    application = approve(organisation, owner, reviewer, level="member")
    membership = Membership.objects.get()
    assert membership.number == live.number
    assert application.term.starts_on == members.day(31)
    assert membership.ends_on == end_of_term(members.day(31)) == application.term.ends_on
    assert Certificate.objects.count() == 2
    assert "续期" in Letter.objects.filter(key__contains=":admitted:").first().subject


def test_a_renewal_after_the_end_begins_on_the_day_of_the_decision(organisation, owner, reviewer):
    members.membership(organisation, starts=-800, ends=-30)
    application = approve(organisation, owner, reviewer)
    assert application.term.starts_on == members.day(0)
    assert Membership.objects.get().status == "valid"


def test_somebody_who_changes_the_membership_meanwhile_is_not_overrun(organisation, owner):
    live = members.membership(organisation, ends=30)
    application = start_application(organisation, by=owner)
    Membership.objects.filter(pk=live.pk).update(ends_on=members.day(400))
    with pytest.raises(Refused):
        service._extend(live, application, members.day(1000))
    assert Membership.objects.get().ends_on == members.day(400)


def test_a_term_from_29_february_ends_on_the_last_of_february(settings):
    settings.MEMBERSHIP_TERM_YEARS = 3
    assert end_of_term(date(2028, 2, 29)) == date(2031, 2, 28)
    assert end_of_term(date(2026, 1, 1)) == date(2028, 12, 31)


# --- revoking -------------------------------------------------------------------------------------


def test_a_revoked_membership_is_revoked_everywhere(organisation, owner, reviewer):
    application = approve(organisation, owner, reviewer)
    membership = revoke(Membership.objects.get(), by=reviewer, reason=" 严重违反章程。 ")
    assert membership.status == "revoked"
    assert (membership.revocation_reason, membership.revoked_by) == ("严重违反章程。", reviewer)
    assert Certificate.objects.get().status_on(members.day(0)) == "revoked"
    assert not Post.objects.current().exists()
    assert "严重违反章程。" in Effect.objects.get(case=application, code="revocation").explanation
    letter = Letter.objects.get(key__contains=":revoked:")
    assert letter.recipient == owner
    assert "严重违反章程。" in letter.text


def test_a_lasting_post_ends_the_day_before_the_revocation(organisation, owner, reviewer):
    live = members.membership(organisation)
    post = members.post(organisation, "vice_chair")
    revoke(live, by=reviewer, reason="申请退出。")
    post.refresh_from_db()
    assert post.ends_on == members.day(-1)


@pytest.mark.parametrize("person", ["owner", "other_staff", "auditor"])
def test_who_lacks_the_permission_revokes_nothing(person, organisation, request):
    live = members.membership(organisation)
    with pytest.raises(Refused):
        revoke(live, by=request.getfixturevalue(person), reason="测试。")
    assert Membership.objects.live().exists()


def test_a_revocation_without_reason_or_a_second_one_is_refused(organisation, reviewer, second_reviewer):
    live = members.membership(organisation)
    with pytest.raises(Refused):
        revoke(live, by=reviewer, reason="  ")
    stale = Membership.objects.get(pk=live.pk)
    revoke(live, by=reviewer, reason="申请退出。")
    with pytest.raises(Refused):
        revoke(stale, by=second_reviewer, reason="重复。")
    with pytest.raises(Refused):
        revoke(live, by=second_reviewer, reason="重复。")
    assert Membership.objects.get().revocation_reason == "申请退出。"


def test_after_a_revocation_a_new_application_earns_a_new_number(organisation, owner, reviewer):
    approve(organisation, owner, reviewer)
    revoke(Membership.objects.get(), by=reviewer, reason="申请退出。")
    again = approve(organisation, owner, reviewer)
    assert not again.is_renewal
    assert Membership.objects.live().get().number.endswith("-0002")
