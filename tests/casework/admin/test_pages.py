import pytest
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Letter, Role, User
from alliance.models import Certificate, MembershipApplication
from casework.models import Case, Document, InternalNote, TrailEntry
from casework.services import documents, effects, notes
from tests import applications
from tests.factories import SeatFactory

pytestmark = pytest.mark.django_db

# Session, person, second factor, permissions (2); the case and its kind's row; submissions (2), trail (2),
# corrections, sector; files and openings; effects, letters, notes; seats (3), colleagues; membership (3).
QUERIES = 28


@pytest.fixture
def desk(reviewer, sign_in):
    return sign_in(reviewer)


def page(case: Case) -> str:
    return reverse("admin:casework_case_change", args=[case.pk])


def address(act: str, case: Case, *keys: int) -> str:
    return reverse(f"admin:casework_case_{act}", args=[case.pk, *keys])


def decide(client, case: Case, action: str, **typed):
    return client.post(
        address("decide", case), {"action": action, "revision": case.revision, **typed}, follow=True
    )


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


# --- what the page shows --------------------------------------------------------------------------


def test_the_page_says_first_whose_turn_it_is_and_until_when(desk, submitted):
    response = desk.get(page(submitted))

    assertContains(response, "待工作人员办理")
    assertContains(response, f"{submitted.due_on.year}年{submitted.due_on.month}月{submitted.due_on.day}日")


def test_the_page_costs_the_same_with_more_documents_notes_and_letters(
    desk, under_review, owner, reviewer, django_assert_num_queries
):
    with django_assert_num_queries(QUERIES):
        desk.get(page(under_review))
    notes.add(under_review, "第一条备注", reviewer)
    notes.add(under_review, "第二条备注", reviewer)
    for document in under_review.documents.all():
        documents.opened(document, by=reviewer)
    effects.record(under_review, "a", "第一项")
    effects.record(under_review, "b", "第二项")
    with django_assert_num_queries(QUERIES):
        desk.get(page(under_review))


def test_the_changed_facts_stand_with_their_value_before(desk, corrected):
    response = desk.get(page(corrected))

    assertContains(response, "<del>示例减速器</del>", html=True)
    assertContains(response, "示例减速器 YL-3")
    assertContains(response, "business_licence.pdf (v1)")
    assertContains(response, "新执照.pdf (v2)")
    assertContains(response, "请写明主导产品的型号。")


def test_a_change_nobody_asked_for_is_marked(desk, organisation, owner, reviewer):
    case = applications.sent_back(organisation, owner, reviewer)
    MembershipApplication.objects.filter(pk=case.pk).update(website="https://example.test")
    case.corrections.update(answered_at=case.updated_at)
    applications.step(case, "submit", owner)

    assertContains(desk.get(page(case)), "未要求补正")


def test_while_the_applicant_corrects_the_page_keeps_to_what_was_submitted(
    desk, organisation, owner, reviewer
):
    case = applications.sent_back(organisation, owner, reviewer)
    MembershipApplication.objects.filter(pk=case.pk).update(main_products="还没有改完的内容")

    response = desk.get(page(case))

    assertContains(response, "示例减速器")
    assertNotContains(response, "还没有改完的内容")
    assertContains(response, "申请单位正在补正")


def test_an_english_reader_gets_the_facts_in_english_and_no_false_change(desk, submitted):
    desk.cookies["django_language"] = "en"
    with translation.override("en"):
        response = desk.get(page(submitted))

    assertContains(response, "New energy and intelligent connected vehicles")


def test_a_pdf_is_previewed_inline_and_a_picture_only_when_unfolded(desk, submitted):
    licence = submitted.documents.get(slot="business_licence")
    Document.objects.filter(slot="application_form").update(content_type="image/png", name="申请表.png")

    response = desk.get(page(submitted))

    assertContains(response, f'href="{licence.get_absolute_url()}?inline=1"')
    assertContains(response, 'loading="lazy"', count=1)
    assert not licence.openings.exists()


def test_a_file_that_is_not_yet_scanned_has_no_link(desk, submitted):
    submitted.documents.update(scan_state="pending")

    response = desk.get(page(submitted))

    assertNotContains(response, "?inline=1")
    assertContains(response, "病毒扫描通过后才能打开该文件。")


def test_the_page_tells_who_opened_a_file(desk, submitted, second_reviewer):
    documents.opened(submitted.documents.get(slot="business_licence"), by=second_reviewer)

    assertContains(desk.get(page(submitted)), "查看过 1 次")


def test_both_trails_are_shown_and_the_staffs_lines_are_marked(desk, submitted):
    desk.post(address("take", submitted))

    response = desk.get(page(submitted))

    assertContains(response, "分派承办人")
    assertContains(response, "仅工作人员可见", count=2)


def test_letters_tell_their_delivery(desk, submitted):
    Letter.objects.filter(about=submitted.reference).update(
        state="failed", attempts=8, last_error="mailbox full"
    )

    response = desk.get(page(submitted))

    assertContains(response, "发送失败")
    assertContains(response, "mailbox full")


# --- decisions ------------------------------------------------------------------------------------


def test_starting_the_review_needs_one_press(desk, submitted, reviewer):
    assertContains(desk.get(page(submitted)), "办件进入审核中，申请单位可以看到审核已开始。")

    response = decide(desk, submitted, "start")

    assertContains(response, "已开始审核。")
    assert fresh(submitted).status == "under_review"
    assert fresh(submitted).assignee == reviewer


@pytest.mark.parametrize(
    ("state", "action", "word", "becomes"),
    [
        ("under_review", "approve", "批准入会", "approved"),
        ("under_review", "reject", "不予通过", "rejected"),
        ("rejected", "reopen", "重新审核", "under_review"),
    ],
)
def test_a_weighty_decision_asks_once_more_and_then_acts(state, action, word, becomes, request, desk):
    case = request.getfixturevalue(state)
    assertContains(desk.get(page(case)), word)

    asked = decide(desk, case, action, note="写给申请单位的理由。")

    assertContains(asked, f"确认：{word}")
    assertContains(asked, "写给申请单位的理由。")
    assert fresh(case).status == case.status
    desk.post(address("decide", case), {**dict(asked.context["hidden"]), "confirmed": "yes"})
    assert fresh(case).status == becomes
    assert TrailEntry.objects.filter(case=case).last().note == "写给申请单位的理由。"


def test_going_back_from_the_question_keeps_what_was_typed(desk, under_review):
    response = decide(desk, under_review, "approve", note="材料齐全。", back="yes")

    assertContains(response, "材料齐全。")
    assert fresh(under_review).status == "under_review"


def test_an_approval_shows_what_it_caused(desk, under_review):
    decide(desk, under_review, "approve", confirmed="yes")

    response = desk.get(page(under_review))

    assertContains(response, Certificate.objects.get().number)
    assertNotContains(response, "作出决定")


def test_corrections_are_asked_item_by_item(desk, under_review):
    response = decide(
        desk,
        under_review,
        "request_changes",
        note="有两处需要补正。",
        correction=["field.main_products", "document.business_licence"],
        **{
            "sentence:field.main_products": "请写明型号。",
            "sentence:document.business_licence": "请重新扫描。",
        },
    )

    assertContains(response, "已退回补正")
    asked = fresh(under_review).corrections.values_list("target_kind", "target", "message")
    assert set(asked) == {
        ("field", "main_products", "请写明型号。"),
        ("document", "business_licence", "请重新扫描。"),
    }


def test_what_the_applicant_cannot_change_is_not_offered_for_correction(desk, under_review):
    assertContains(desk.get(page(under_review)), 'value="field.name"')
    assertNotContains(desk.get(page(under_review)), "field.code")


def test_asking_for_nothing_is_refused_in_words(desk, under_review):
    response = decide(desk, under_review, "request_changes", note="有问题。")

    assertContains(response, "请至少勾选一项需要补正的内容")
    assertContains(response, "有问题。")
    assert fresh(under_review).status == "under_review"


def test_a_tick_without_a_sentence_and_a_sentence_without_a_tick_are_told_beside_them(desk, under_review):
    response = decide(
        desk,
        under_review,
        "request_changes",
        note="有问题。",
        correction="field.name",
        **{"sentence:field.website": "打不开。"},
    )

    assertContains(response, "请写明“单位名称”的补正要求。")
    assertContains(response, "“网站”填写了补正要求但未勾选")
    assertContains(response, 'value="打不开。"')
    assert fresh(under_review).status == "under_review"


@pytest.mark.parametrize("action", ["reject", "request_changes"])
def test_a_decision_that_needs_a_reason_asks_for_it(action, desk, under_review):
    assertContains(decide(desk, under_review, action), "请写明理由，该内容会发送给申请单位。")
    assert fresh(under_review).status == "under_review"


def test_an_unknown_decision_changes_nothing(desk, under_review):
    assert decide(desk, under_review, "withdraw").status_code == 200
    assert fresh(under_review).status == "under_review"


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 30])
def test_a_revision_that_is_no_number_is_stale(revision, desk, under_review):
    typed = {"action": "approve", "revision": revision, "confirmed": "yes"}

    assert desk.post(address("decide", under_review), typed).status_code == 409
    assert fresh(under_review).status == "under_review"


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "yes"}])
def test_a_stale_decision_is_refused_with_what_happened_meanwhile(
    confirmed, desk, under_review, second_reviewer
):
    applications.step(under_review, "reject", second_reviewer, note="不符合条件。")

    response = decide(desk, under_review, "approve", note="我写的话。", **confirmed)

    assert response.status_code == 409
    assertContains(response, "钱思", status_code=409)
    assertContains(response, "不予通过", status_code=409)
    assertContains(response, "我写的话。", status_code=409)
    assert fresh(under_review).status == "rejected"


def test_pressing_approve_twice_admits_once(desk, under_review):
    decide(desk, under_review, "approve", confirmed="yes")

    assert decide(desk, under_review, "approve", confirmed="yes").status_code == 409
    assert Certificate.objects.count() == 1


def test_a_move_that_is_not_in_the_table_is_refused_before_the_question(desk, submitted):
    response = decide(desk, submitted, "approve")

    assert response.status_code == 409
    assertContains(response, "不能进行“批准”操作", status_code=409)


def test_four_eyes_are_a_sentence_and_no_buttons(desk, reviewer, under_review, organisation):
    SeatFactory.create(user=reviewer, organisation=organisation, role=Role.VIEWER)

    response = desk.get(page(under_review))

    assertContains(response, "按回避规定不能审核该单位的办件")
    assertNotContains(response, 'value="approve"')
    assert decide(desk, under_review, "approve", confirmed="yes").status_code == 409
    assert fresh(under_review).status == "under_review"


# --- notes, assignment, repair --------------------------------------------------------------------


def test_a_note_is_kept_for_staff_only(desk, under_review, owner, sign_in):
    response = desk.post(address("note", under_review), {"text": "电话核实过。"}, follow=True)

    assertContains(response, "电话核实过。")
    assert InternalNote.objects.get().author.name == "周正"
    assertNotContains(sign_in(owner).get(under_review.get_absolute_url()), "电话核实过。")


def test_an_empty_note_is_told_beside_its_field(desk, under_review):
    desk.post(address("note", under_review), {"text": " "})

    assert not InternalNote.objects.exists()


def test_a_case_is_taken_and_handed_over(desk, submitted, reviewer, second_reviewer):
    desk.post(address("take", submitted))
    assert fresh(submitted).assignee == reviewer

    response = desk.post(
        address("assign", submitted), {"assignee": second_reviewer.pk, "seen": reviewer.pk}, follow=True
    )

    assertContains(response, "该办件已转交给钱思。")
    assert fresh(submitted).assignee == second_reviewer


def test_a_case_is_laid_back_into_the_queue(desk, submitted, reviewer):
    desk.post(address("take", submitted))

    desk.post(address("assign", submitted), {"assignee": "nobody", "seen": reviewer.pk})

    assert fresh(submitted).assignee is None


def test_a_case_that_changed_hands_meanwhile_is_not_handed_over(desk, submitted, reviewer, second_reviewer):
    Case.objects.filter(pk=submitted.pk).update(assignee=second_reviewer)

    response = desk.post(address("assign", submitted), {"assignee": reviewer.pk, "seen": ""})

    assertContains(response, "承办人已变更", status_code=409)
    assert fresh(submitted).assignee == second_reviewer


def test_taking_a_case_that_somebody_has_is_told(desk, submitted, second_reviewer):
    Case.objects.filter(pk=submitted.pk).update(assignee=second_reviewer)

    assertContains(desk.post(address("take", submitted), follow=True), "已由 钱思 承办")


def test_a_case_goes_only_to_colleagues_who_may_review_it(desk, submitted, auditor, second_reviewer):
    SeatFactory.create(user=second_reviewer, organisation=submitted.organisation)
    names = [user.name for user in desk.get(page(submitted)).context["assignment"]["form"].people.values()]

    assert names == ["周正"]
    desk.post(address("assign", submitted), {"assignee": auditor.pk, "seen": ""})
    assert fresh(submitted).assignee is None


def test_whoever_holds_a_seat_cannot_work_the_case_and_reads_why(desk, reviewer, submitted, organisation):
    SeatFactory.create(user=reviewer, organisation=organisation, role=Role.VIEWER)

    assertContains(desk.get(page(submitted)), "按回避规定")
    desk.post(address("take", submitted))
    assert fresh(submitted).assignee is None


def test_a_failed_effect_is_tried_again(desk, approved):
    effect = approved.effects.get(code="certificate")
    approved.effects.filter(pk=effect.pk).update(state="failed")
    assertContains(desk.get(page(approved)), "未完成，需处理")

    response = desk.post(address("repair", approved, effect.pk), follow=True)

    assertContains(response, "已重试")
    effect.refresh_from_db()
    assert effect.state == "done"


def test_an_effect_that_is_done_is_left_alone(desk, approved):
    effect = approved.effects.first()
    before = effect.at

    assert desk.post(address("repair", approved, effect.pk)).status_code == 302
    effect.refresh_from_db()
    assert effect.at == before


def test_a_failed_letter_is_queued_again_and_another_not(desk, approved):
    letter = Letter.objects.filter(about=approved.reference).first()
    Letter.objects.filter(pk=letter.pk).update(state="failed", attempts=8)

    assertContains(desk.post(address("retry", approved, letter.pk), follow=True), "通知函已重新列入")

    letter.refresh_from_db()
    assert letter.state == "queued"
    assertNotContains(desk.post(address("retry", approved, letter.pk), follow=True), "通知函已重新列入")


def test_a_letter_of_another_case_is_not_found(desk, approved, other_organisation, outsider):
    applications.submitted(other_organisation, outsider)
    foreign = Letter.objects.exclude(about=approved.reference).exclude(about="").first()

    assert desk.post(address("retry", approved, foreign.pk)).status_code == 404


def test_a_letter_is_not_sent_again_by_whoever_holds_a_seat(desk, reviewer, approved, organisation):
    SeatFactory.create(user=reviewer, organisation=organisation, role=Role.VIEWER)
    letter = Letter.objects.filter(about=approved.reference).first()
    Letter.objects.filter(pk=letter.pk).update(state="failed")

    assertContains(desk.post(address("retry", approved, letter.pk), follow=True), "按回避规定")

    letter.refresh_from_db()
    assert letter.state == "failed"


def test_a_letter_to_an_address_without_an_account_shows_the_address(desk, submitted):
    Letter.objects.filter(about=submitted.reference).update(recipient=None, email="gone@example.test")

    assertContains(desk.get(page(submitted)), "gone@example.test")


def test_a_person_without_the_note_permission_gets_no_note_form(second_reviewer, submitted, sign_in):
    second_reviewer.groups.clear()
    wanted = ["view_case", "view_membershipapplication", "review_membershipapplication"]
    permissions = User._meta.get_field("user_permissions").related_model.objects.filter(codename__in=wanted)
    second_reviewer.user_permissions.set(permissions)

    response = sign_in(second_reviewer).get(page(submitted))

    assertNotContains(response, "保存备注")
    assertContains(response, "开始审核")
