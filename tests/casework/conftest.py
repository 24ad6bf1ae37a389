from collections.abc import Callable, Iterator

import pytest

from accounts.models import Organisation, User
from casework import kinds
from casework.lifecycle import Status
from casework.models import Case
from casework.services import CorrectionAsked, documents, drafts, move
from tests.casework.trial import TrialKind, pdf, typed

ASKED = (
    CorrectionAsked("field", "main_products", "请写明主导产品的名称。"),
    CorrectionAsked("document", "licence", "请上传最新的营业执照。"),
)
Walk = Callable[[str], Case]


@pytest.fixture(autouse=True)
def kind() -> Iterator[TrialKind]:
    trial = TrialKind()
    kinds.register(trial)
    yield trial
    kinds._kinds.pop(trial.code)


@pytest.fixture
def blank(kind: TrialKind, organisation: Organisation, owner: User) -> Case:
    """A draft with nothing but its name."""
    return drafts.open_draft(kind, organisation=organisation, by=owner, values={"name": organisation.name})


@pytest.fixture
def draft(blank: Case, owner: User) -> Case:
    """A draft that could be submitted."""
    drafts.save(blank, typed(blank, main_products="示例传感器", staff_count="120"), by=owner)
    documents.attach(blank, "licence", pdf(), by=owner)
    return blank


@pytest.fixture
def walk(draft: Case, owner: User, reviewer: User) -> Walk:
    """The draft, walked to a status through the one door."""

    def step(action: str, by: User | None, **words: object) -> None:
        move(draft, action, by=by, revision=draft.revision, **words)  # type: ignore[arg-type]

    def to(status: str) -> Case:
        if status != Status.DRAFT:
            step("submit", owner)
        if status == Status.WITHDRAWN:
            step("withdraw", owner)
        if status in (Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN):
            return draft
        step("start", reviewer)
        match status:
            case Status.APPROVED:
                step("approve", reviewer)
            case Status.REJECTED:
                step("reject", reviewer, note="材料与公开信息不符。")
            case Status.CHANGES_REQUESTED | Status.LAPSED:
                step("request_changes", reviewer, note="请补正两项。", corrections=ASKED)
        if status == Status.LAPSED:
            expire(draft)
            step("lapse", None)
        return draft

    return to


def expire(case: Case) -> None:
    """Let the deadline be long past."""
    Case.objects.filter(pk=case.pk).update(due_on="2020-01-02")
    case.refresh_from_db(fields=["due_on"])
