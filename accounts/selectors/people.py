from accounts.models import User


def user_by_email(email: str) -> User | None:
    """Whoever holds this address, verified or as the address they sign in with."""
    normal = email.strip().lower()
    by_login = User.objects.filter(email__iexact=normal).first()
    return (
        by_login
        or User.objects.filter(emailaddress__email__iexact=normal, emailaddress__verified=True).first()
    )
