"""Drafts: one per thing applied for, saved field by field, discarded as long as nobody has seen them."""

from dataclasses import dataclass, field
from typing import Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.forms import ModelForm
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from casework import policies
from casework.kinds import Kind, kind_of
from casework.models import Case, Edit, TargetKind
from casework.refusals import Refused
from casework.services import edits, numbering


class AlreadyOpen(Refused):
    """There is an open case for the same thing; `case` is that one."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            _("该单位已有同类办件 %(reference)s 正在办理，请继续办理那一件。") % {"reference": case.reference}
        )
        self.case = case


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else changed after this page was loaded: it was not overwritten."""

    name: str
    label: str
    mine: Any
    theirs: Any
    who: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    revision: int
    conflicts: list[Conflict] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


@transaction.atomic
def open_draft(kind: Kind, *, organisation: Organisation, by: User, values: dict[str, Any]) -> Case:
    """A new draft with these first values; raises `AlreadyOpen` when one is open for the same thing."""
    if refusal := policies.why_not_start(by, organisation):
        raise Refused(refusal)
    reference = numbering.take(kind.prefix, timezone.localdate().year)
    case = kind.model(kind=kind.code, reference=reference, organisation=organisation, applicant=by, **values)
    case.open_key = kind.open_key(case)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        open_one = Case.objects.filter(open_key=case.open_key).first()
        if open_one is None:
            raise
        raise AlreadyOpen(open_one) from None
    return case


@transaction.atomic
def save(case: Case, form: ModelForm[Any], *, by: User) -> Saved:
    """Write the valid form's changed and unlocked fields, one by one, and nothing else.

    Each is compared with the value the page was loaded with (its hidden initial): what somebody else changed
    meanwhile stays and is reported as a conflict.
    """
    kind = kind_of(case)
    names = [name for name in form.changed_data if name in _own_fields(kind)]
    if not names:
        return Saved(case.revision)
    now = edits.begin(case, "edit", by=by)
    open_now = policies.unlocked(now)
    written: list[str] = []
    conflicts: list[Conflict] = []
    current = kind.model._base_manager.get(pk=case.pk)
    for name in names:
        if (TargetKind.FIELD, name) not in open_now:
            continue
        if _write(kind, current, form, name):
            written.append(name)
        else:
            conflicts.append(_conflict(kind, current, form, name))
    edits.record(case, TargetKind.FIELD, written, by=by)
    if isinstance(case, kind.model):
        case.refresh_from_db(fields=written)
    return Saved(case.revision, conflicts, written)


def _own_fields(kind: Kind) -> set[str]:
    """The fields of the kind's own table: an inherited column never takes part in a compare-and-set here."""
    return {one.name for one in kind.model._meta.local_fields if one.editable and not one.primary_key}


def _write(kind: Kind, current: Case, form: ModelForm[Any], name: str) -> bool:
    column = kind.model._meta.get_field(name)
    assert isinstance(column, models.Field)  # noqa: S101  (for the type checker)
    held, mine = column.value_from_object(current), form.cleaned_data[name]
    if held == mine or _same(form, name, held, form[name].data):
        return True
    if not _same(form, name, held, _loaded(form, name)):
        return False
    as_held = {f"{name}__isnull": True} if held is None else {name: held}
    return bool(kind.model._base_manager.filter(pk=current.pk, **as_held).update(**{name: mine}))


def _same(form: ModelForm[Any], name: str, held: Any, sent: Any) -> bool:
    """Whether a value sent by the page, raw as it came, means what the database holds."""
    try:
        return not form.fields[name].has_changed(held, sent)
    except ArithmeticError:  # a NaN that somebody wrote into the page's hidden field
        return False


def _loaded(form: ModelForm[Any], name: str) -> Any:
    """The value the page was loaded with, as it came back in its hidden field."""
    bound = form[name]
    if not bound.field.show_hidden_initial:
        return bound.initial
    return bound.field.hidden_widget().value_from_datadict(form.data, form.files, bound.html_initial_name)


def _conflict(kind: Kind, current: Case, form: ModelForm[Any], name: str) -> Conflict:
    edit = Edit.objects.filter(case_id=current.pk, target_kind=TargetKind.FIELD, target=name).first()
    return Conflict(
        name=name,
        label=str(form.fields[name].label or kind.label_of(current, TargetKind.FIELD, name)),
        mine=form.cleaned_data[name],
        theirs=getattr(current, name),
        who=edit.user_name if edit else "",
    )


@transaction.atomic
def discard(case: Case, *, by: User) -> None:
    """Delete a draft that was never submitted, with its files."""
    now = edits.begin(case, "discard", by=by)
    for name in list(now.documents.values_list("file", flat=True)):
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
    kind_of(now).concrete(now).delete()
