"""Names of people and organisations as somebody types them. Pure.

They stand in letters that anybody can have sent to anybody, by an invitation for one. A web address among
them would make the alliance's own letter the bait of a phisher: mail programs turn it into a link.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Not every full stop: "Example Co.Ltd" is a name.
ADDRESS = re.compile(r"://|www\.|@|\.[a-z]{2,}/", re.IGNORECASE)


def clean_name(text: str) -> str:
    """On one line, without double blanks, without a web or mail address; or ValidationError."""
    name = " ".join(text.split())
    if ADDRESS.search(name):
        raise ValidationError(_("名称中不能含有网址或邮箱，请只填写名称。"), code="address")
    return name
