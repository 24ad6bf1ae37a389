from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import codes, foundings, logos, phonetics, policies, selectors
from accounts.models import Organisation, Role, Seat, User
from accounts.refusals import Refused

INDEX_FIELDS = ["pinyin", "initials", "search_text", "grams"]


class CodeTaken(Exception):
    """An organisation with this code exists: ask its owner for a seat instead."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(organisation.code)
        self.organisation = organisation


class CodeRefused(Refused):
    """The code is wrong, or staff have to confirm it."""

    def __init__(self, problem: codes.CodeProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class ChangedMeanwhile(Exception):
    """Somebody else saved the organisation after this page was opened."""


@transaction.atomic
def register(*, user: User, kind: str, code: str, name: str, **facts: Any) -> Organisation:
    """A new organisation, and its owner's seat for the person who entered it."""
    try:
        cleaned = codes.clean(code)
    except codes.CodeProblem as problem:
        raise CodeRefused(problem) from problem
    return create(owner=user, kind=kind, code=cleaned, name=name, **facts)


@transaction.atomic
def create(*, owner: User, code: str, **facts: Any) -> Organisation:
    """As register, for a code that was checked already (by codes.clean, or by staff)."""
    organisation = index(Organisation(code=code, **facts))
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        existing = selectors.organisation_by_code(code)
        if existing is None:
            raise
        raise CodeTaken(existing) from None
    Seat.objects.create(organisation=organisation, user=owner, role=Role.OWNER)
    return organisation


@transaction.atomic
def plan(*, user: User, **facts: Any) -> Organisation:
    """An enterprise that is still to be founded, under its intended name and without a code."""
    organisation = index(Organisation(is_planned=True, code=None, **facts))
    organisation.save()
    Seat.objects.create(organisation=organisation, user=user, role=Role.OWNER)
    return organisation


@transaction.atomic
def enter_code(
    organisation: Organisation, *, by: User, code: str, name: str, founded_on: date
) -> Organisation:
    """It is founded: its code, its name as registered, its day. Of two people only one enters it."""
    if refusal := policies.why_not(by, organisation, "enter_code"):
        raise Refused(refusal)
    try:
        cleaned = codes.clean(code)
    except codes.CodeProblem as problem:
        raise CodeRefused(problem) from problem
    before = Organisation.objects.get(pk=organisation.pk)
    _compare_and_set_code(before, cleaned)
    save(organisation, name=name, founded_on=founded_on)
    foundings.told(before, organisation)
    return organisation


def _compare_and_set_code(planned: Organisation, code: str) -> None:
    rows = Organisation.objects.filter(pk=planned.pk, is_planned=True)
    try:
        with transaction.atomic():
            changed = rows.update(is_planned=False, code=code)
    except IntegrityError:
        existing = selectors.organisation_by_code(code)
        if existing is None:
            raise
        raise CodeTaken(existing) from None
    if not changed:
        raise Refused(_("代码已由本单位其他成员补登，请刷新页面查看。"))


@transaction.atomic
def save(organisation: Organisation, *, seen: datetime | None = None, **values: Any) -> Organisation:
    """Write these fields and what search reads of them.

    With `seen`, the moment of change the editor's page was made from, somebody else's change meanwhile
    is not overwritten. Whoever gets a code is founded.
    """
    current = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if seen is not None and current.updated_at != seen:
        raise ChangedMeanwhile
    if values.get("code"):
        values["is_planned"] = False
    _follow_the_name(current, values)
    for name, value in values.items():
        setattr(current, name, value)
    index(current)
    fields = [*values, *INDEX_FIELDS, "updated_at"]
    current.save(update_fields=list(dict.fromkeys(fields)))
    organisation.refresh_from_db()
    return organisation


def _follow_the_name(current: Organisation, values: dict[str, Any]) -> None:
    """Pinyin and initials that nobody edited follow a new name; edited ones stay."""
    if values.get("name", current.name) == current.name:
        return
    for field, derive in (("pinyin", phonetics.pinyin), ("initials", phonetics.initials)):
        if values.get(field, getattr(current, field)) == derive(current.name)[: _width(field)]:
            values[field] = ""


def index(organisation: Organisation) -> Organisation:
    """Fill in, without saving, what search and order read. Edited pinyin and initials are kept."""
    names = (organisation.name, organisation.short_name, organisation.english_name)
    organisation.pinyin = (phonetics.normalise(organisation.pinyin) or phonetics.pinyin(organisation.name))[
        : _width("pinyin")
    ]
    organisation.initials = (
        phonetics.normalise(organisation.initials) or phonetics.initials(organisation.name)
    )[: _width("initials")]
    organisation.search_text = "\n".join(phonetics.normalise(name) for name in names if name)
    organisation.grams = phonetics.grams(*names)
    return organisation


def _width(field: str) -> int:
    return int(getattr(Organisation._meta.get_field(field), "max_length", None) or 0)


def set_logo(organisation: Organisation, picture: logos.Picture | None) -> Organisation:
    """Replace or take away the logo; the old file goes once the change is certain."""
    old = organisation.logo.name
    with transaction.atomic():
        if picture is None:
            name = ""
        else:
            name = organisation.logo.storage.save(
                f"logos/{organisation.pk}-{timezone.now():%Y%m%d%H%M%S}{picture.extension}",
                ContentFile(picture.content),
            )
        save(organisation, logo=name)
        if old and old != name:
            storage = organisation.logo.storage
            transaction.on_commit(lambda: storage.delete(old))
    return organisation
