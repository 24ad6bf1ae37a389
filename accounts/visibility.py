"""Which organisations the public may see anything of: floors above say so, this floor asks.

A package registers its answer in AppConfig.ready(), e.g. "holds a live membership". With no answer
registered nothing is public, whatever its owner ticked.
"""

from collections.abc import Callable

from accounts.models import Organisation

Check = Callable[[Organisation], bool]
_checks: list[Check] = []


def register(check: Check) -> None:
    if check not in _checks:
        _checks.append(check)


def is_public(organisation: Organisation) -> bool:
    return any(check(organisation) for check in _checks)
