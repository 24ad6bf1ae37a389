"""The life of a tenancy, move by move; races are in tests/races."""

from contextlib import nullcontext
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Letter, Organisation
from casework.refusals import FileRefused, Refused
from parks.models import Tenancy
from parks.selectors.waiting import position
from parks.services import tenancies
from tests.applications import pdf
from tests.casework.test_scanning import clamd
from tests.parks import world


def letters(name_part: str) -> list[Letter]:
    return list(Letter.objects.filter(key__contains=name_part).order_by("pk"))


def answer(tenancy: Tenancy, action: str, **words: object) -> Tenancy:
    by = world.editor_of(tenancy.registration)
    return getattr(tenancies, action)(tenancy, by=by, revision=tenancy.revision, **words)


@pytest.fixture
def line(there):
    """Three who wait, in this order."""
    return [world.in_line(there) for _number in range(3)]


# --- the answer -------------------------------------------------------------------------------------


def test_acceptance_is_told_to_the_operators(there, unit):
    tenancy = world.accepted(there, unit)
    assert tenancy.status == "accepted"
    told = {letter.recipient for letter in letters(f"tenancy:{tenancy.pk}:accepted")}
    assert told == {there.operator, there.colleague}


def test_an_answer_from_an_old_page_is_refused_and_says_who_was_faster(there, unit):
    tenancy = world.accepted(there, unit)
    owner = world.editor_of(tenancy.registration)
    with pytest.raises(Refused, match=owner.name):
        tenancies.accept(tenancy, by=owner, revision=1)


def test_after_the_last_day_nobody_accepts_though_no_housekeeper_came(there, unit):
    tenancy = world.offered(there, unit)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        with pytest.raises(Refused, match="已于"):
            answer(tenancy, "accept")
        assert answer(tenancy, "decline").status == "declined"


def test_on_the_last_day_it_may_still_be_accepted(there, unit):
    tenancy = world.offered(there, unit)
    with time_machine.travel(timezone.now().replace(hour=4)):
        Tenancy.objects.filter(pk=tenancy.pk).update(answer_by=timezone.localdate())
        assert answer(tenancy, "accept").status == "accepted"


def test_who_declines_goes_to_the_end_and_the_unit_to_the_next(there, unit, line):
    first, second, third = line
    tenancy = world.offered(there, unit, first)
    answer(tenancy, "decline", note="面积偏小。")
    passed = Tenancy.objects.get(unit=unit, status="offered")
    assert (passed.registration, passed.offered_by) == (second, None)
    assert position(world.place_of(third)) == 1
    assert position(world.place_of(first)) == 2
    desk = letters(f"tenancy:{tenancy.pk}:not-taken")
    assert {one.recipient for one in desk} == {there.operator, there.colleague}
    assert second.organisation.name in desk[0].text


def test_the_position_in_the_letter_is_the_one_after_the_unit_went_on(there, unit, line):
    tenancy = world.offered(there, unit, line[0])
    answer(tenancy, "decline")
    (letter,) = letters(f"tenancy:{tenancy.pk}:declined")
    assert "现排第 2 位" in letter.text


def test_who_declines_for_another_park_does_not_wait_on(there, unit):
    tenancy = world.offered(there, unit)
    answer(tenancy, "decline", waits_on=False)
    assert not tenancy.registration.places.waiting().exists()
    (letter,) = letters(f"tenancy:{tenancy.pk}:declined")
    assert "继续轮候" not in letter.text


def test_an_accepted_unit_may_still_be_declined(there, unit):
    assert answer(world.accepted(there, unit), "decline").status == "declined"


# --- the deadline -----------------------------------------------------------------------------------


def test_a_lapse_waits_for_the_day_after_the_last(there, unit, line):
    tenancy = world.offered(there, unit, line[0])
    last = timezone.now() + (tenancy.answer_by - timezone.localdate())
    with pytest.raises(Refused, match="尚未届满"):
        tenancies.lapse(tenancy, at=last)
    lapsed = tenancies.lapse(tenancy, at=last + timedelta(days=1))
    assert lapsed.status == "lapsed"
    passed = Tenancy.objects.get(unit=unit, status="offered")
    assert passed.registration == line[1]
    assert passed.answer_by > tenancy.answer_by + timedelta(days=1), "the next one has all days, from now on"
    assert position(world.place_of(line[0])) == 2


# --- the operators ----------------------------------------------------------------------------------


def test_a_withdrawn_offer_gives_the_old_place_back_and_stays_free(there, unit, line):
    first = line[0]
    queued_at = world.place_of(first).queued_at
    tenancy = world.offered(there, unit, first)
    tenancies.withdraw(tenancy, by=there.operator, revision=1, note="单元需要检修。")
    place = world.place_of(first)
    assert (place.state, place.queued_at, position(place)) == ("waiting", queued_at, 1)
    assert not Tenancy.objects.holding().exists()
    (letter,) = letters(f"tenancy:{tenancy.pk}:withdrawn")
    assert "单元需要检修" in letter.text
    assert "现排第 1 位" in letter.text


def test_withdrawing_wants_a_reason(there, unit):
    tenancy = world.offered(there, unit)
    with pytest.raises(Refused, match="请填写说明"):
        tenancies.withdraw(tenancy, by=there.operator, revision=1, note=" ")


def test_a_contract_is_recorded_with_its_scan(there, unit):
    tenancy = world.signed(there, unit, rent=Decimal("29.00"))
    assert (tenancy.status, tenancy.rent, tenancy.contract_name) == ("signed", Decimal("29.00"), "合同.pdf")
    assert tenancy.contract.name.startswith("contracts/")
    assert letters(f"tenancy:{tenancy.pk}:signed")


def test_a_contract_without_scan_and_rent_keeps_the_rent_of_the_offer(there, unit):
    tenancy = world.signed(there, unit, contract=None)
    assert (tenancy.rent, bool(tenancy.contract)) == (unit.rent, False)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends_on": world.a_day(0)}, "届满日期须晚于"),
        ({"signed_on": world.a_day(1)}, "不能晚于今天"),
        ({"rent": Decimal(-1)}, "不能为负数"),
        ({"signed_on": date(26, 11, 2)}, "请核对年份"),
        ({"starts_on": date(26, 11, 2)}, "请核对年份"),
        ({"starts_on": world.a_day(-9), "ends_on": world.a_day(-1)}, "届满日期须晚于签约日期"),
        ({"ends_on": date(9999, 12, 31)}, "租期不能超过 20 年"),
    ],
)
def test_a_contract_with_wrong_days_or_rent_is_refused(there, unit, wrong, sentence):
    tenancy = world.accepted(there, unit)
    words = {**world.a_contract(), **wrong}
    with pytest.raises(Refused, match=sentence):
        tenancies.sign(tenancy, by=there.operator, revision=2, **words)
    tenancy.refresh_from_db()
    assert tenancy.status == "accepted"


def test_a_scan_that_is_no_pdf_is_refused(there, unit):
    tenancy = world.accepted(there, unit)
    words = {**world.a_contract(), "contract": SimpleUploadedFile("合同.pdf", b"MZ no paper")}
    with pytest.raises(FileRefused):
        tenancies.sign(tenancy, by=there.operator, revision=2, **words)


def test_an_organisation_without_its_code_cannot_sign(there, unit):
    tenancy = world.accepted(there, unit)
    Organisation.objects.filter(pk=tenancy.registration.organisation_id).update(code=None, is_planned=True)
    with pytest.raises(Refused, match="统一社会信用代码"):
        tenancies.sign(tenancy, by=there.operator, revision=2, **world.a_contract())


@pytest.mark.parametrize(("comment", "sentence"), [(b"EICAR", "发现病毒"), (b"", None)])
def test_a_scan_is_kept_once_the_scanner_has_seen_it(there, unit, settings, comment, sentence):
    tenancy = world.accepted(there, unit)
    scan = pdf("合同.pdf", comment)
    words = {**world.a_contract(), "contract": scan}
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        with pytest.raises(FileRefused, match=sentence) if sentence else nullcontext():
            tenancies.sign(tenancy, by=there.operator, revision=2, **words)
        scan.seek(0)
        assert server.received == scan.read()
    tenancy.refresh_from_db()
    assert bool(tenancy.contract) is not bool(sentence)
    assert tenancy.status == ("accepted" if sentence else "signed")


def test_while_the_scanner_is_away_no_scan_is_kept_but_a_contract_without_one_is(there, unit, settings):
    tenancy = world.accepted(there, unit)
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    with pytest.raises(FileRefused, match="请过几分钟再试"):
        tenancies.sign(tenancy, by=there.operator, revision=2, **world.a_contract())
    words = {**world.a_contract(), "contract": None}
    assert tenancies.sign(tenancy, by=there.operator, revision=2, **words).status == "signed"


def test_who_may_not_sign_has_nothing_scanned_or_kept(there, unit, outsider, settings):
    tenancy = world.accepted(there, unit)
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        with pytest.raises(Refused, match="没有办理此事的权限"):
            tenancies.sign(tenancy, by=outsider, revision=2, **world.a_contract())
        assert server.received == b""


def test_nobody_moves_in_or_leaves_before_the_contract(there, unit):
    tenancy = world.signed(there, unit, signed_on=world.a_day(-3))
    with pytest.raises(Refused, match="入驻日期不能早于签约日期"):
        tenancies.move_in(tenancy, by=there.operator, revision=3, on=world.a_day(-4))
    with pytest.raises(Refused, match="退出日期不能早于签约日期"):
        tenancies.leave(tenancy, by=there.operator, revision=3, on=world.a_day(-4), note="不来了。")


def test_moving_in_and_leaving_have_their_days_and_no_future(there, unit):
    tenancy = world.signed(there, unit, signed_on=world.a_day(-5))
    with pytest.raises(Refused, match="不能晚于今天"):
        tenancies.move_in(tenancy, by=there.operator, revision=3, on=world.a_day(1))
    tenancies.move_in(tenancy, by=there.operator, revision=3, on=world.a_day(-3))
    with pytest.raises(Refused, match="不能早于入驻日期"):
        tenancies.leave(tenancy, by=there.operator, revision=4, on=world.a_day(-4), note="迁址。")
    tenancies.leave(tenancy, by=there.operator, revision=4, on=world.a_day(0), note="迁址。")
    assert (tenancy.moved_in_on, tenancy.left_on) == (world.a_day(-3), world.a_day(0))


def test_when_one_leaves_the_next_in_line_gets_the_offer(there, unit):
    tenancy = world.moved_in(there, unit)
    waits = world.in_line(there)
    tenancies.leave(tenancy, by=there.operator, revision=4, on=world.a_day(0), note="迁址。")
    assert Tenancy.objects.get(unit=unit, status="offered").registration == waits
    assert not tenancy.registration.places.waiting().exists()


def test_who_is_on_both_sides_of_the_desk_moves_nothing(there, unit):
    tenancy = world.accepted(there, unit)
    both = world.an_operator(there.park)
    both.seats.create(organisation=tenancy.registration.organisation)
    with pytest.raises(Refused, match="回避"):
        tenancies.sign(tenancy, by=both, revision=2, **world.a_contract())


# --- what moves nothing -----------------------------------------------------------------------------


def test_every_opening_of_the_contract_is_a_line_that_the_owner_reads(there, unit, auditor):
    tenancy = world.signed(there, unit)
    with tenancies.open_contract(tenancy, by=auditor).open() as file:
        assert file.read().startswith(b"%PDF")
    last = tenancy.steps.last()
    assert (last.action, last.actor_name, last.action_label) == ("open_contract", "郑审", "查看合同")
    assert tenancy.revision == 3


def test_strangers_do_not_open_the_contract(there, unit, outsider, other_park):
    tenancy = world.signed(there, unit)
    for stranger in (outsider, world.an_operator(other_park)):
        with pytest.raises(Refused, match="无权查看"):
            tenancies.open_contract(tenancy, by=stranger)
    assert tenancy.steps.filter(action="open_contract").count() == 0


def test_a_contract_that_is_not_there_is_said_to_be_missing(there, unit):
    tenancy = world.accepted(there, unit)
    with pytest.raises(Refused, match="尚未上传"):
        tenancies.open_contract(tenancy, by=there.operator)


def test_the_enterprise_alone_says_whether_it_is_named(there, unit):
    tenancy = world.moved_in(there, unit)
    owner = world.editor_of(tenancy.registration)
    assert tenancies.show_publicly(tenancy, True, by=owner).shows_publicly
    tenancies.show_publicly(tenancy, True, by=owner)
    assert not tenancies.show_publicly(tenancy, False, by=owner).shows_publicly
    assert [step.action for step in tenancy.steps.all()][-2:] == ["show", "hide"]
    with pytest.raises(Refused):
        tenancies.show_publicly(tenancy, True, by=there.operator)
