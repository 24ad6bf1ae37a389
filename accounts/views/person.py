from django.http import HttpRequest

from accounts.models import User


def person(request: HttpRequest) -> User:
    """The signed-in person; the middleware has seen to it that there is one."""
    assert isinstance(request.user, User)  # noqa: S101  (for the type checker; SignInRequired guards)
    return request.user
