"""A tick that agrees to a wording says which one."""

from typing import Any

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts import consents


def wording(purpose: str) -> Any:
    """What a tick agrees to can be read before: a link to the version of today, in the reader's language."""

    def hint() -> SafeString:
        text = consents.current(purpose)
        url = reverse("consent_text", args=[purpose, text.version])
        link = format_html('<a href="{}">{}</a>', url, text.title)
        return format_html(
            _("全文见{link}（{version} 版）。提交时记录所同意的版本和时间。"), link=link, version=text.version
        )

    return lazy(hint, SafeString)()
