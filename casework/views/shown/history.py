"""What has happened: moves, effects, letters."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Letter, User
from casework import chips
from casework.lifecycle import Status
from casework.models import Effect, TrailEntry
from casework.views.shown.states import Shown


def trail_rows(entries: Iterable[TrailEntry], slots: Iterable[Shown]) -> list[Shown]:
    """The trail; each submission with its files, which lead to the very version that was sent."""
    urls = {(file["line"], file["version"]): file["url"] for file in _every_file(slots)}
    rows = []
    for entry in entries:
        tone, icon = chips.of_entry(entry.action)
        sent: list[Shown] = (entry.snapshot or {}).get("documents", [])
        rows.append(
            {
                "at": entry.at,
                "actor": entry.actor_name or _("系统"),
                "action": _("重新提交") if _is_resubmission(entry) else entry.action_label,
                "note": entry.note,
                "tone": tone,
                "icon": icon,
                "files": [{**file, "url": urls.get((file["line"], file["version"]), "")} for file in sent],
            }
        )
    return rows


def _every_file(slots: Iterable[Shown]) -> Iterator[Shown]:
    for slot in slots:
        yield from slot["removed"]
        for document in slot["documents"]:
            yield document
            yield from document["earlier"]


def _is_resubmission(entry: TrailEntry) -> bool:
    return entry.action == "submit" and entry.from_status == Status.CHANGES_REQUESTED


def effect_rows(effects: Iterable[Effect]) -> list[Shown]:
    return [
        {
            "label": effect.wording,
            "detail": effect.explanation,
            "url": effect.url,
            "chip": chips.of_effect(effect.state),
        }
        for effect in effects
    ]


def letter_rows(letters: Iterable[Letter], reader: User) -> list[Shown]:
    return [
        {
            "subject": letter.subject,
            "to": letter.recipient.name if letter.recipient else "",
            "at": letter.sent_at or letter.created_at,
            "url": reverse("letter", args=[letter.pk]) if letter.recipient_id == reader.pk else "",
            "chip": chips.of_letter(letter.state),
        }
        for letter in letters
    ]
