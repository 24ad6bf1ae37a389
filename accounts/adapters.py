"""Where allauth meets the portal: its mails go through the outbox, in the reader's language."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import selectors
from accounts.services import post


class AccountAdapter(DefaultAccountAdapter):
    # In our words where allauth's would not say what to do.
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("邮箱或密码不正确，请重新输入。忘记密码的，可以通过邮箱重设。"),
        "too_many_login_attempts": _("尝试次数过多。请五分钟后再试，或者通过邮箱重设密码。"),
        "rate_limited": _("操作过于频繁，请过几分钟再试。"),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox instead of out at once.

        Whether or not the address belongs to somebody the same is done here, so that neither the answer
        nor the time it takes tells. The letter holds links that sign in: it stays out of the inbox and
        loses its text once it is sent.
        """
        owner = selectors.user_by_email(email)
        language = owner.language if owner else translation.get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            message = self.render_mail(template_prefix, email, self._mail_context(email, context))
        post.queue(
            key=f"account:{secrets.token_urlsafe(16)}",
            recipient=owner,
            email=email,
            language=language,
            subject=message.subject,
            text=str(message.body).strip() + "\n",
            confidential=True,
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        """The same work as for a new account: making the password's hash is what takes the time."""
        make_password(secrets.token_urlsafe(16))
        super().send_account_already_exists_mail(email)

    def _mail_context(self, email: str, context: dict[str, Any]) -> dict[str, Any]:
        return {
            "request": allauth_context.request,
            "email": email,
            "site_name": translation.gettext("两江新区“专精特新”企业联盟"),
            "site_url": settings.PORTAL_URL,
            **{name: _at_home(name, value) for name, value in context.items()},
        }


def _at_home(name: str, value: Any) -> Any:
    """allauth builds links from the Host header, which is whatever the sender wrote, its port at least.

    A letter with a secret in its link leads to the portal's own address and nowhere else.
    """
    if not (name.endswith("_url") and isinstance(value, str)):
        return value
    return settings.PORTAL_URL + urlsplit(value)._replace(scheme="", netloc="").geturl()
