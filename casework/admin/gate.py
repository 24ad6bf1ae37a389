"""Who gets to which page of the desk: `admin_view` only proves "active staff", so every address asks here."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.views.person import as_pk, person
from casework import selectors
from casework.models import Case


def opens_queue(user: User) -> bool:
    """The desk's own permission, and at least one kind of case to look at."""
    return user.has_perm("casework.view_case") and bool(selectors.kinds_of(user))


def viewable(request: HttpRequest, pk: int | str) -> Case:
    """The case, if it is of a kind this person may look at; 403 without the desk, 404 without the case."""
    user = person(request)
    if not opens_queue(user):
        raise PermissionDenied
    return get_object_or_404(selectors.queue_for(user), pk=as_pk(str(pk)))


def require(request: HttpRequest, permission: str) -> None:
    if not person(request).has_perm(permission):
        raise PermissionDenied
