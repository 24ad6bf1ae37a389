"""Who wants to know that a planned organisation was founded: floors above register, this floor tells.

A package registers in AppConfig.ready(); it is told in the transaction that enters the code.
"""

from collections.abc import Callable

from accounts.models import Organisation

# Called with the organisation as it was planned, and as it is now.
Follow = Callable[[Organisation, Organisation], None]
_followers: list[Follow] = []


def register(follow: Follow) -> None:
    if follow not in _followers:
        _followers.append(follow)


def told(planned: Organisation, founded: Organisation) -> None:
    for follow in _followers:
        follow(planned, founded)
