"""Brings the data file into the database, as often as one likes.

- Rows are found by their slug, the chair unit by its name; what is missing is made.
- Words of the file replace older words of the file. A row that somebody has changed in the admin (its
  log says so) keeps what it says: staff know better than a file.
- A code is never touched, nor a chair post once there is one: both belong to the staff.
"""

from dataclasses import asdict
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from accounts.models import Organisation, OrganisationKind, Sector
from accounts.services import organisations
from alliance.models import Alliance, Post
from portal.alliance_file import AllianceFile, ChairRow


@transaction.atomic
def load(file: AllianceFile) -> list[str]:
    """Returns a line for each row that was made or reworded; empty when all was in place."""
    words = asdict(file.alliance)
    lines = [_word(Alliance, words.pop("slug"), words)]
    for order, sector in enumerate(file.sectors, start=1):
        words = asdict(sector)
        lines.append(_word(Sector, words.pop("slug"), words | {"order": order}))
    lines.append(_seat_chair(file.chair))
    return [line for line in lines if line]


def _word(model: type[models.Model], slug: str, words: dict[str, Any]) -> str:
    row, made = model._default_manager.get_or_create(slug=slug, defaults=words)
    if made:
        return f"made {model.__name__} {slug}"
    changed = [name for name, value in words.items() if getattr(row, name) != value]
    if not changed:
        return ""
    if _touched_by_staff(row):
        return f"left {model.__name__} {slug} as staff have worded it ({', '.join(changed)})"
    for name in changed:
        setattr(row, name, words[name])
    row.save(update_fields=changed)
    return f"reworded {model.__name__} {slug} ({', '.join(changed)})"


def _touched_by_staff(row: models.Model) -> bool:
    kind = ContentType.objects.get_for_model(row)
    return LogEntry.objects.filter(content_type=kind, object_id=str(row.pk), action_flag=CHANGE).exists()


def _seat_chair(chair: ChairRow) -> str:
    if Post.objects.filter(rank=Post.Rank.CHAIR).exists():
        return ""
    organisation = Organisation.objects.filter(name=chair.name).first()
    if organisation is None:
        organisation = organisations.index(Organisation(name=chair.name, kind=OrganisationKind.ENTERPRISE))
        organisation.save()
    Post.objects.create(
        organisation=organisation,
        rank=Post.Rank.CHAIR,
        session=chair.session,
        starts_on=chair.starts_on,
        representative=chair.representative,
        representative_title=chair.representative_title,
        source=chair.source,
    )
    return f"made the chair post of {chair.name}"
