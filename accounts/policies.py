from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Whether this signed-in staff member has still to set up a second factor before the admin opens."""
    if not settings.STAFF_SECOND_FACTOR or not user.is_authenticated or not user.is_staff:
        return False
    return not user.authenticator_set.exists()
