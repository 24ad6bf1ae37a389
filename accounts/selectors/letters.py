from django.db.models import QuerySet

from accounts.models import Letter, User


def letters_of(user: User) -> QuerySet[Letter]:
    """A person's inbox, newest first; mails with sign-in links are not in it."""
    return Letter.objects.filter(recipient=user, confidential=False).defer("html").order_by("-pk")


def unread_count(user: User) -> int:
    return letters_of(user).filter(read_at=None).count()
