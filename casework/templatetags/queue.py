from typing import Any

from django import template
from django.template.context import Context

from casework.admin.counts import Tally, counts_for
from casework.admin.gate import opens_queue

register = template.Library()


@register.simple_tag(takes_context=True)
def queue_tallies(context: Context) -> list[Tally]:
    """The queue's numbers for the start page of the desk; none for staff without a queue."""
    user: Any = context["request"].user
    return counts_for(user) if opens_queue(user) else []
