"""Brings the data file into the database, as often as one likes.

- Rows are found by their slug, the chair unit by its name; what is missing is made.
- Words of the file replace older words of the file. A row that somebody has changed in the admin (its
  log says so) keeps what it says: staff know better than a file.
- A code is never touched, nor a chair post once there is one: both belong to the staff.
- A park's fields of industry and its figures follow the park: once staff have changed it in the admin, all of
  it is theirs, also what they have taken off.
"""

from dataclasses import asdict
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from accounts.models import Organisation, OrganisationKind, Sector
from accounts.services import organisations
from alliance.models import Alliance, Post
from parks.models import Figure, Park
from portal.alliance_file import AllianceFile, ChairRow, ParkRow, ParksTogether


@transaction.atomic
def load(file: AllianceFile) -> list[str]:
    """Returns a line for each row that was made or reworded; empty when all was in place."""
    words = asdict(file.alliance)
    lines = [_word(Alliance, {"slug": words.pop("slug")}, words)]
    for order, sector in enumerate(file.sectors, start=1):
        words = asdict(sector)
        lines.append(_word(Sector, {"slug": words.pop("slug")}, words | {"order": order}))
    lines.append(_seat_chair(file.chair))
    for order, park in enumerate(file.parks, start=1):
        lines += _open_park(park, file.parks_together, order)
    return [line for line in lines if line]


def _word(model: type[models.Model], key: dict[str, Any], words: dict[str, Any]) -> str:
    """`key` finds the row; `words` are what the file says of it."""
    row, made = model._default_manager.get_or_create(**key, defaults=words)
    name = f"{model.__name__} {' '.join(str(part) for part in key.values())}"
    if made:
        return f"made {name}"
    changed = [field for field, value in words.items() if getattr(row, field) != value]
    if not changed:
        return ""
    if _touched_by_staff(row):
        return f"left {name} as staff have worded it ({', '.join(changed)})"
    for field in changed:
        setattr(row, field, words[field])
    row.save(update_fields=changed)
    return f"reworded {name} ({', '.join(changed)})"


def _touched_by_staff(row: models.Model) -> bool:
    kind = ContentType.objects.get_for_model(row)
    return LogEntry.objects.filter(content_type=kind, object_id=str(row.pk), action_flag=CHANGE).exists()


def _open_park(row: ParkRow, together: ParksTogether, order: int) -> list[str]:
    words = {
        "name": row.name,
        "english_name": row.english_name,
        "order": order,
        "introduction": together.words,
        "english_introduction": together.english_words,
        "plaque_on": together.plaque_on,
        "source": together.source,
        "source_date": together.source_date,
    }
    lines = [_word(Park, {"slug": row.slug}, words)]
    park = Park.objects.get(slug=row.slug)
    if _touched_by_staff(park):
        return lines
    lines.append(_focus(park, row.sectors))
    for place, figure in enumerate(row.figures, start=1):
        said = asdict(figure) | {"order": place}
        key = {"park": park, "label": said.pop("label"), "as_of": said.pop("as_of")}
        lines.append(_word(Figure, key, said))
    return lines


def _focus(park: Park, slugs: tuple[str, ...]) -> str:
    before = set(park.sectors.values_list("slug", flat=True))
    if before == set(slugs):
        return ""
    park.sectors.set(Sector.objects.filter(slug__in=slugs))
    return f"gave Park {park.slug} its sectors ({', '.join(slugs)})"


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
