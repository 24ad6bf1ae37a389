from alliance.views.application_forms import application_form
from alliance.views.certificates import certificate, certificate_check, certificate_pdf
from alliance.views.directory import member, members
from alliance.views.join import join

__all__ = [
    "application_form",
    "certificate",
    "certificate_check",
    "certificate_pdf",
    "join",
    "member",
    "members",
]
