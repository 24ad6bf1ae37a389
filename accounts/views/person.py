from django.http import HttpRequest, QueryDict

from accounts.models import User


def person(request: HttpRequest) -> User:
    """The signed-in person; the middleware has seen to it that there is one."""
    assert isinstance(request.user, User)  # noqa: S101  (for the type checker; SignInRequired guards)
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also a POST in which nothing was filled in."""
    return request.POST if request.method == "POST" else None


def as_pk(text: str) -> int:
    """A key as it was posted; what is none, or longer than any, is a key of nothing."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
