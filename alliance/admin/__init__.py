from alliance.admin.alliances import AllianceAdmin
from alliance.admin.applications import MembershipApplicationAdmin
from alliance.admin.certificates import CertificateAdmin
from alliance.admin.memberships import MembershipAdmin, TermAdmin
from alliance.admin.posts import PostAdmin

__all__ = [
    "AllianceAdmin",
    "CertificateAdmin",
    "MembershipAdmin",
    "MembershipApplicationAdmin",
    "PostAdmin",
    "TermAdmin",
]
