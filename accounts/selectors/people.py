from django.db.models import QuerySet

from accounts.models import CodeRequest, Consent, User


def user_by_email(email: str) -> User | None:
    """Whoever holds this address, verified or as the address they sign in with."""
    normal = email.strip().lower()
    by_login = User.objects.filter(email__iexact=normal).first()
    return (
        by_login
        or User.objects.filter(emailaddress__email__iexact=normal, emailaddress__verified=True).first()
    )


def consents_of(user: User) -> QuerySet[Consent]:
    return Consent.objects.filter(user=user).select_related("organisation")


def code_requests_of(user: User) -> QuerySet[CodeRequest]:
    return CodeRequest.objects.filter(user=user).select_related("organisation")
