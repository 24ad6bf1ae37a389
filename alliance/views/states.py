"""States of memberships and certificates as word, icon and tone."""

from accounts.chips import Chip
from alliance.models import MembershipStatus

LOOKS = {
    MembershipStatus.VALID: ("jade", "badge-check"),
    MembershipStatus.UPCOMING: ("ink", "calendar-clock"),
    MembershipStatus.EXPIRED: ("amber", "calendar-x"),
    MembershipStatus.REVOKED: ("cinnabar", "ban"),
}


def membership_chip(status: MembershipStatus) -> Chip:
    return Chip(*LOOKS[status], status.label)
