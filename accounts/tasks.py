from django.utils import timezone
from django_tasks import task

from accounts.services import post


@task()
def deliver_letters() -> int:
    """Drain the outbox once, then see to it that what is left is tried when it is due."""
    sent = post.deliver_due(timezone.now())
    post.wake_for_the_rest()
    return sent
