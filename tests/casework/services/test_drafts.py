import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError

from alliance.models import MembershipApplication
from casework import kinds
from casework.lifecycle import Status
from casework.models import Case, Edit
from casework.refusals import Refused
from casework.services import AlreadyOpen, documents, drafts, move
from tests.casework.trial import pdf, typed


def held(case: Case) -> MembershipApplication:
    return MembershipApplication.objects.get(pk=case.pk)


# --- opening ----------------------------------------------------------------------------------------


def test_a_draft_gets_its_number_its_key_and_its_first_values(blank, organisation, owner):
    assert blank.reference.startswith("SY-20")
    assert blank.reference.endswith("-0001")
    assert (blank.status, blank.open_key) == (Status.DRAFT, f"trial:{organisation.pk}")
    assert (blank.applicant, held(blank).name) == (owner, organisation.name)


def test_a_second_draft_for_the_same_thing_leads_to_the_first(blank, kind, organisation, colleague):
    with pytest.raises(AlreadyOpen, match=blank.reference) as refused:
        drafts.open_draft(kind, organisation=organisation, by=colleague, values={})
    assert refused.value.case.pk == blank.pk


def test_the_refused_draft_leaves_no_gap_in_the_numbers(
    blank, kind, organisation, other_organisation, owner, outsider
):
    with pytest.raises(AlreadyOpen):
        drafts.open_draft(kind, organisation=organisation, by=owner, values={})
    other = drafts.open_draft(kind, organisation=other_organisation, by=outsider, values={})
    assert other.reference.endswith("-0002")


def test_another_broken_rule_of_the_database_is_not_called_already_open(kind, organisation, owner):
    with pytest.raises(IntegrityError):
        drafts.open_draft(
            kind, organisation=organisation, by=owner, values={"revenue": -1, "research_expense": -1}
        )


@pytest.mark.parametrize("person", ["viewer", "outsider", "reviewer"])
def test_only_owner_and_editor_open_a_draft(kind, organisation, person, request):
    with pytest.raises(Refused, match="负责人或经办人"):
        drafts.open_draft(kind, organisation=organisation, by=request.getfixturevalue(person), values={})


def test_after_the_end_a_new_one_may_be_opened(walk, kind, organisation, owner):
    walk(Status.WITHDRAWN)
    assert drafts.open_draft(kind, organisation=organisation, by=owner, values={}).reference.endswith("-0002")


# --- saving -----------------------------------------------------------------------------------------


def test_only_what_was_changed_is_written(blank, owner):
    before = blank.revision
    saved = drafts.save(blank, typed(blank, main_products="示例传感器", founded_on="2019-05-06"), by=owner)
    assert sorted(saved.names) == ["founded_on", "main_products"]
    assert saved.revision == blank.revision == Case.objects.get(pk=blank.pk).revision == before + 1
    assert (held(blank).main_products, str(held(blank).founded_on)) == ("示例传感器", "2019-05-06")
    assert blank.main_products == "示例传感器"


def test_nothing_changed_counts_no_revision(blank, owner):
    before = blank.revision
    assert drafts.save(blank, typed(blank), by=owner) == drafts.Saved(before)
    assert Case.objects.get(pk=blank.pk).revision == before


def test_two_people_on_two_fields_both_win(blank, owner, colleague):
    hers, his = typed(blank, main_products="示例传感器"), typed(blank, staff_count="88")
    drafts.save(blank, hers, by=owner)
    drafts.save(Case.objects.get(pk=blank.pk), his, by=colleague)
    assert (held(blank).main_products, held(blank).staff_count) == ("示例传感器", 88)


def test_two_people_on_one_field_the_second_is_told_and_nothing_is_overwritten(
    blank, owner, colleague, sector
):
    hers = typed(blank, main_products="示例传感器", sector=sector.pk)
    his = typed(blank, main_products="示例执行器", staff_count="88")
    drafts.save(blank, hers, by=owner)
    saved = drafts.save(blank, his, by=colleague)
    (conflict,) = saved.conflicts
    assert (conflict.mine, conflict.theirs, conflict.who) == ("示例执行器", "示例传感器", "江晓")
    assert (held(blank).main_products, held(blank).staff_count) == ("示例传感器", 88)


def test_a_conflict_with_a_value_nobody_is_known_for_is_told_too(blank, owner):
    mine = typed(blank, main_products="示例执行器")
    MembershipApplication.objects.filter(pk=blank.pk).update(main_products="示例传感器")
    (conflict,) = drafts.save(blank, mine, by=owner).conflicts
    assert (conflict.theirs, conflict.who) == ("示例传感器", "")


def test_the_same_save_twice_is_harmless(blank, owner):
    page = typed(blank, main_products="示例传感器")
    drafts.save(blank, page, by=owner)
    assert drafts.save(blank, page, by=owner).conflicts == []


def test_a_cleared_field_is_cleared(blank, owner):
    drafts.save(blank, typed(blank, staff_count="88"), by=owner)
    drafts.save(blank, typed(blank, staff_count=""), by=owner)
    assert held(blank).staff_count is None


def test_a_form_without_hidden_values_compares_with_what_it_was_made_from(blank, owner):
    page = typed(blank, main_products="示例传感器")
    for field in page.fields.values():
        field.show_hidden_initial = False
    drafts.save(blank, page, by=owner)
    assert held(blank).main_products == "示例传感器"


def test_a_save_into_a_submitted_case_is_refused(walk, owner):
    page = typed(walk(Status.DRAFT), main_products="示例执行器")
    case = walk(Status.SUBMITTED)
    with pytest.raises(Refused, match="已提交"):
        drafts.save(case, page, by=owner)
    assert held(case).main_products == "示例传感器"


@pytest.mark.parametrize("person", ["viewer", "outsider", "reviewer"])
def test_who_may_not_edit_saves_nothing(blank, person, request):
    with pytest.raises(Refused):
        drafts.save(blank, typed(blank, main_products="x"), by=request.getfixturevalue(person))
    assert held(blank).main_products == ""


def test_only_unlocked_fields_are_written_after_a_request_for_changes(walk, owner):
    case = walk(Status.CHANGES_REQUESTED)
    saved = drafts.save(case, typed(case, main_products="示例执行器", staff_count="999"), by=owner)
    assert saved.names == ["main_products"]
    assert (held(case).main_products, held(case).staff_count) == ("示例执行器", 120)
    assert list(case.corrections.open().values_list("target", flat=True)) == ["licence"]


def test_the_last_edit_of_a_field_is_known_by_revision_and_person(blank, owner, colleague):
    drafts.save(blank, typed(blank, main_products="一"), by=owner)
    drafts.save(blank, typed(blank, main_products="二"), by=colleague)
    edit = Edit.objects.get(case_id=blank.pk, target="main_products")
    assert (edit.user_name, edit.revision) == ("林越", blank.revision)
    assert "main_products" in str(edit)


# --- discarding -------------------------------------------------------------------------------------


def test_a_discarded_draft_is_gone_with_its_files(draft, colleague, django_capture_on_commit_callbacks):
    name = draft.documents.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        drafts.discard(draft, by=colleague)
    assert not Case.objects.exists()
    assert not MembershipApplication.objects.exists()
    assert not default_storage.exists(name)


def test_a_discarded_draft_cannot_be_saved_or_discarded_again(draft, owner):
    page, again = typed(draft, main_products="示例执行器"), Case.objects.get(pk=draft.pk)
    drafts.discard(draft, by=owner)
    with pytest.raises(Refused, match="已删除"):
        drafts.discard(again, by=owner)
    with pytest.raises(Refused, match="已删除"):
        drafts.save(again, page, by=owner)


@pytest.mark.parametrize("person", ["viewer", "outsider", "reviewer"])
def test_others_discard_nothing(draft, person, request):
    with pytest.raises(Refused):
        drafts.discard(draft, by=request.getfixturevalue(person))
    assert Case.objects.exists()


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.CHANGES_REQUESTED, Status.WITHDRAWN])
def test_what_was_submitted_is_never_discarded(walk, owner, status):
    case = walk(status)
    with pytest.raises(Refused, match="已经提交"):
        drafts.discard(case, by=owner)


def test_the_number_of_a_case_is_shown_with_its_organisation(draft, owner):
    documents.attach(draft, "proofs", pdf(), by=owner)
    assert str(draft) == f"{draft.reference} · 云岭示例智能装备有限公司"
    assert kinds.kind_of(draft).prefix == "SY"
    move(draft, "submit", by=owner, revision=draft.revision)
    assert draft.is_open
