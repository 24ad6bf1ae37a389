from alliance.models.alliances import Alliance
from alliance.models.applications import (
    MEMBERSHIP,
    ListingStatus,
    MembershipApplication,
    ResearchFacility,
    TitleTier,
)
from alliance.models.certificates import Certificate
from alliance.models.memberships import RENEWAL_DAYS, Level, Membership, MembershipStatus, Term
from alliance.models.posts import Post

__all__ = [
    "MEMBERSHIP",
    "RENEWAL_DAYS",
    "Alliance",
    "Certificate",
    "Level",
    "ListingStatus",
    "Membership",
    "MembershipApplication",
    "MembershipStatus",
    "Post",
    "ResearchFacility",
    "Term",
    "TitleTier",
]
