"""The post: letters are rows first, written in the transaction of their cause; a worker sends them.

A letter is claimed by compare-and-set (queued → sending, with a lease), so that no two workers hold it.
A worker that dies leaves a lease that runs out, and the letter is tried again. What cannot be sent is
tried with growing pauses and given up after MAX_ATTEMPTS, which staff see and can repair.
"""

import logging
import smtplib
import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template import Context, engines
from django.template.backends.django import DjangoTemplates
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from accounts.letters import Envelope
from accounts.models import Letter, LetterState, User

logger = logging.getLogger(__name__)

# With the pauses below some two days: a mail server may be down for a night.
MAX_ATTEMPTS = 16
LEASE = timedelta(minutes=10)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
BATCH = 200
# A drain ends after so long: other tasks wait for its worker, and so does whoever stops it.
DRAIN_SECONDS = 20
# What the mail library and the network raise; anything else is a fault of ours and should be seen.
UNDELIVERABLE = (OSError, smtplib.SMTPException, ValueError)
# Tasks stand above services, so the worker's task is named here and not imported.
DRAIN = "accounts.tasks.deliver_letters"


def send(
    template: str,
    *,
    to: User,
    key: str,
    link: str = "",
    about: str = "",
    context: dict[str, Any] | None = None,
) -> Letter | None:
    """Queue a letter to a person; None when this key already made one, or the person is gone."""
    if not to.is_active:
        return None
    return put(Envelope(template=template, to=to, key=key, link=link, about=about, context=context or {}))


@transaction.atomic
def put(envelope: Envelope) -> Letter | None:
    """Write the envelope's letter in its reader's language and wake the worker, once per key."""
    if Letter.objects.filter(key=envelope.key).exists():
        return None
    subject, text, html = _written(envelope)
    return queue(
        key=envelope.key, recipient=envelope.to, email=envelope.address, language=envelope.reader_language,
        subject=subject, text=text, html=html, about=envelope.about, confidential=envelope.confidential,
        # The secret stands in the text, which goes once it is sent; the row keeps no copy.
        link="" if envelope.confidential else envelope.link,
    )  # fmt: skip


@transaction.atomic
def queue(*, key: str, **values: Any) -> Letter | None:
    """A row of the outbox; two writers with one key make one letter."""
    letter, created = Letter.objects.get_or_create(
        key=key[:120], defaults={"next_try_at": timezone.now(), **values, "subject": values["subject"][:200]}
    )
    if not created:
        return None
    wake()
    return letter


def _written(envelope: Envelope) -> tuple[str, str, str]:
    context = {
        "site_name": "",
        "site_url": settings.PORTAL_URL,
        "recipient_name": envelope.to.name if envelope.to else "",
        "recipient": envelope.to,
        "action_url": f"{settings.PORTAL_URL}{envelope.link}" if envelope.link else "",
        **envelope.context,
    }
    with translation.override(envelope.reader_language):
        context["site_name"] = _("两江新区“专精特新”企业联盟")
        context.setdefault("action_label", _("前往查看"))
        name = f"letters/{envelope.template}"
        subject = " ".join(_rendered(f"{name}.subject.txt", context, escape=False).split())
        text = _rendered(f"{name}.txt", context | {"subject": subject}, escape=False)
        html = _rendered(f"{name}.html", context | {"subject": subject}, escape=True)
    return subject, text.strip() + "\n", html.strip()


def _rendered(name: str, context: dict[str, Any], *, escape: bool) -> str:
    """Plain text is never escaped, whether or not its template remembers to say so."""
    django = engines["django"]
    assert isinstance(django, DjangoTemplates)  # noqa: S101  (for the type checker)
    return str(django.engine.get_template(name).render(Context(context, autoescape=escape)))


# --- the worker's side --------------------------------------------------------------------------


def wake(at: datetime | None = None) -> None:
    """See to it that a drain runs after this transaction: one per drain, not one per letter.

    A waiting drain counts only if its row can be locked: a worker cannot take it before we commit then,
    and so will see our letter.
    """
    drain = import_string(DRAIN)
    with transaction.atomic():
        waiting = DBTaskResult.objects.filter(task_path=drain.module_path)
        waiting = waiting.filter(status="READY", run_after__lte=at) if at else waiting.ready()
        if waiting.select_for_update(skip_locked=True).values_list("pk", flat=True).first() is None:
            drain.using(run_after=at).enqueue()


def deliver_due(now: datetime) -> int:
    """Send what is due and return how many went out."""
    _give_up_on_the_dead(now)
    keys = list(Letter.objects.due(now).order_by("next_try_at", "pk").values_list("pk", flat=True)[:BATCH])
    until = time.monotonic() + DRAIN_SECONDS
    return sum(_deliver(pk, now) for pk in keys if time.monotonic() < until)


def wake_for_the_rest() -> None:
    """After a drain: the next one runs when the next letter is due."""
    waiting = Letter.objects.filter(state=LetterState.QUEUED).order_by("next_try_at")
    if (next_try := waiting.values_list("next_try_at", flat=True).first()) is not None:
        wake(max(next_try, timezone.now()))


@transaction.atomic
def retry(letter: Letter) -> bool:
    """Give a letter that was given up another full set of attempts."""
    changed = Letter.objects.filter(pk=letter.pk, state=LetterState.FAILED).update(
        state=LetterState.QUEUED, attempts=0, next_try_at=timezone.now()
    )
    if changed:
        wake()
    return bool(changed)


def _give_up_on_the_dead(now: datetime) -> None:
    """A letter whose every attempt killed its worker is not tried for ever."""
    Letter.objects.filter(
        state=LetterState.SENDING, leased_until__lte=now, attempts__gte=MAX_ATTEMPTS
    ).update(state=LetterState.FAILED, leased_until=None, last_error="The worker died while sending.")


def _deliver(pk: int, now: datetime) -> bool:
    lease = max(now, timezone.now()) + LEASE
    claimed = (
        Letter.objects.due(now)
        .filter(pk=pk)
        .update(state=LetterState.SENDING, leased_until=lease, attempts=F("attempts") + 1)
    )
    if not claimed:
        return False
    letter = Letter.objects.get(pk=pk)
    try:
        _message(letter).send()
    except UNDELIVERABLE as error:
        _put_back(letter, error, now)
        return False
    _settle(letter, state=LetterState.SENT, sent_at=timezone.now(), last_error="")
    return True


def _message(letter: Letter) -> EmailMultiAlternatives:
    # The same id at every attempt: a mailbox that got the letter twice can tell.
    headers = {"Message-ID": f"<letter-{letter.pk}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"}
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.email], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _put_back(letter: Letter, error: Exception, now: datetime) -> None:
    logger.warning(
        "Letter %s was not sent (attempt %s): %s", letter.pk, letter.attempts, type(error).__name__
    )
    reason = f"{type(error).__name__}: {error}"[:300]
    if letter.attempts >= MAX_ATTEMPTS:
        _settle(letter, state=LetterState.FAILED, last_error=reason)
    else:
        _settle(letter, state=LetterState.QUEUED, last_error=reason, next_try_at=now + pause(letter.attempts))


def pause(attempts: int) -> timedelta:
    """1, 2, 4 … minutes, at most six hours."""
    doubled: int = 2 ** min(attempts - 1, 20)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def _settle(letter: Letter, **values: Any) -> None:
    """Only the attempt that holds the letter may write how it ended."""
    if letter.confidential and values["state"] == LetterState.SENT:
        values |= {"text": "", "html": ""}
    mine = Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, attempts=letter.attempts)
    mine.update(leased_until=None, **values)
