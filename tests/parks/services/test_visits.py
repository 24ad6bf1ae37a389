from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from accounts.models import Letter
from casework.refusals import Refused
from parks.models import Visit, VisitSlot
from parks.services import visits
from tests.parks import world


@pytest.fixture
def slot(there):
    return world.a_slot(there, capacity=1, place="一号楼大厅")


def keys(part: str) -> list[str]:
    return sorted(Letter.objects.filter(key__contains=part).values_list("key", flat=True))


def test_a_booking_takes_a_place_and_tells_both_sides(there, slot, organisation, owner, colleague):
    visit = visits.book(slot, organisation, by=colleague, people=4, purpose=" 中试厂房 ")
    assert (visit.state, visit.people, visit.purpose, slot.taken) == ("booked", 4, "中试厂房", 1)
    told = set(Letter.objects.filter(about=f"visit-{visit.pk}").values_list("recipient", flat=True))
    assert told == {person.pk for person in (owner, colleague, there.operator, there.colleague)}
    desk = Letter.objects.get(key=f"visit:{visit.pk}:booked:desk:{there.operator.pk}")
    assert "中试厂房" in desk.text


def test_a_full_slot_is_refused(slot, organisation, other_organisation, owner, outsider):
    visits.book(slot, organisation, by=owner)
    with pytest.raises(Refused, match="已约满"):
        visits.book(slot, other_organisation, by=outsider)
    assert Visit.objects.count() == 1


def test_the_database_itself_never_oversells(slot):
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitSlot.objects.filter(pk=slot.pk).update(taken=2)


def test_one_organisation_books_a_slot_once_and_is_told_who_did(there, organisation, owner, colleague):
    slot = world.a_slot(there, capacity=3)
    visits.book(slot, organisation, by=owner)
    with pytest.raises(Refused, match="江晓已为本单位预约"):
        visits.book(slot, organisation, by=colleague)
    slot.refresh_from_db()
    assert slot.taken == 1


@pytest.mark.parametrize(
    ("words", "sentence"), [({"people": 0}, "1 至"), ({"purpose": "长" * 201}, "最多 200")]
)
def test_wrong_words_are_refused(slot, organisation, owner, words, sentence):
    with pytest.raises(Refused, match=sentence):
        visits.book(slot, organisation, by=owner, **words)


def test_only_those_who_act_for_an_organisation_book_for_it(slot, organisation, viewer, outsider, there):
    for person in (viewer, outsider, there.operator):
        with pytest.raises(Refused):
            visits.book(slot, organisation, by=person)


def test_what_has_started_or_is_cancelled_is_not_booked(there, slot, organisation, owner):
    world.starts(slot, hours=-1)
    with pytest.raises(Refused, match="已经开始"):
        visits.book(slot, organisation, by=owner)
    other = world.a_slot(there, hours=72)
    visits.cancel_slot(other, by=there.operator, reason="设备检修。")
    with pytest.raises(Refused, match="已取消"):
        visits.book(other, organisation, by=owner)


def test_a_cancelled_visit_gives_its_place_back(
    there, slot, organisation, other_organisation, owner, outsider
):
    visit = visits.book(slot, organisation, by=owner)
    visits.cancel(visit, by=owner)
    slot.refresh_from_db()
    assert (visit.state, slot.taken) == ("cancelled", 0)
    assert keys(f"visit:{visit.pk}:cancelled:desk")
    assert visits.book(slot, other_organisation, by=outsider).state == "booked"


def test_nobody_cancels_twice_or_for_others_or_after_the_start(slot, organisation, owner, outsider, viewer):
    visit = visits.book(slot, organisation, by=owner)
    for stranger in (outsider, viewer):
        with pytest.raises(Refused):
            visits.cancel(visit, by=stranger)
    visits.cancel(visit, by=owner)
    with pytest.raises(Refused, match="已取消"):
        visits.cancel(visit, by=owner)
    slot.refresh_from_db()
    assert slot.taken == 0
    again = visits.book(slot, organisation, by=owner)
    world.starts(slot, hours=-1)
    with pytest.raises(Refused, match="已经开始"):
        visits.cancel(again, by=owner)


def test_a_cancelled_slot_tells_everybody_why(there, organisation, other_organisation, owner, outsider):
    slot = world.a_slot(there, capacity=3)
    booked = [visits.book(slot, organisation, by=owner), visits.book(slot, other_organisation, by=outsider)]
    visits.cancel_slot(slot, by=there.operator, reason="设备检修。")
    assert set(slot.visits.values_list("state", flat=True)) == {"cancelled"}
    assert slot.taken == 0
    for visit in booked:
        assert "设备检修" in Letter.objects.get(key__startswith=f"visit:{visit.pk}:cancelled:").text
    with pytest.raises(Refused, match="已取消"):
        visits.cancel_slot(slot, by=there.operator, reason="设备检修。")


def test_a_slot_is_cancelled_with_a_reason_by_its_park(there, slot, other_park):
    with pytest.raises(Refused, match="取消原因"):
        visits.cancel_slot(slot, by=there.operator, reason=" ")
    with pytest.raises(Refused, match="不是该园区"):
        visits.cancel_slot(slot, by=world.an_operator(other_park), reason="检修。")


def test_who_came_is_recorded_after_the_start_and_may_be_set_right(there, slot, organisation, owner, auditor):
    visit = visits.book(slot, organisation, by=owner)
    with pytest.raises(Refused, match="尚未开始"):
        visits.mark(visit, "came", by=there.operator)
    world.starts(slot, hours=-1)
    visit.refresh_from_db()
    assert visits.mark(visit, "missed", by=there.operator).state == "missed"
    assert visits.mark(visit, "came", by=there.operator).state == "came"
    for person, state in ((owner, "came"), (auditor, "came"), (there.operator, "cancelled")):
        with pytest.raises(Refused):
            visits.mark(visit, state, by=person)


def test_what_was_cancelled_is_not_marked(there, slot, organisation, owner):
    visit = visits.book(slot, organisation, by=owner)
    visits.cancel(visit, by=owner)
    world.starts(slot, hours=-1)
    visit.refresh_from_db()
    with pytest.raises(Refused, match="已取消"):
        visits.mark(visit, "came", by=there.operator)


def test_the_calendar_file_says_when_where_and_in_which_time_zone(slot, organisation, owner):
    visit = visits.book(slot, organisation, by=owner, purpose="中试厂房")
    made = Calendar.from_ical(visits.calendar(visit))
    (event,) = made.walk("VEVENT")
    assert event["SUMMARY"] == "参观礼嘉示例园园区"
    assert event["LOCATION"] == "一号楼大厅"
    starts = event.decoded("DTSTART")
    assert starts == slot.starts_at
    assert starts.utcoffset() == timezone.localtime(slot.starts_at, ZoneInfo("Asia/Shanghai")).utcoffset()
    assert event.decoded("DTEND") - starts == timedelta(minutes=60)
    assert made.walk("VTIMEZONE")
    assert event["STATUS"] == "CONFIRMED"


def test_a_cancelled_visit_is_cancelled_in_the_calendar_under_the_same_name(slot, organisation, owner):
    visit = visits.book(slot, organisation, by=owner)
    before = Calendar.from_ical(visits.calendar(visit)).walk("VEVENT")[0]
    visits.cancel(visit, by=owner)
    after = Calendar.from_ical(visits.calendar(visit)).walk("VEVENT")[0]
    assert (before["UID"], after["STATUS"]) == (after["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_slot_is_cancelled_with_a_reason_or_not_at_all(there, slot):
    with pytest.raises(Refused, match="取消原因"):
        visits.cancel_slot(slot, by=there.operator, reason=" ")
    slot.refresh_from_db()
    assert not slot.is_cancelled


def test_a_visitor_came_or_did_not(there, slot, organisation, owner):
    visit = visits.book(slot, organisation, by=owner)
    world.starts(slot, hours=-1)
    with pytest.raises(Refused, match="已到访或未到访"):
        visits.mark(visit, "cancelled", by=there.operator)
    assert visits.mark(visit, "missed", by=there.operator).state == "missed"
    assert visits.mark(visit, "came", by=there.operator).state == "came"
