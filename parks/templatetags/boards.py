from django import template
from django.template.context import Context

from accounts.views.person import person
from parks.models import Park
from parks.selectors.scope import parks_seen_by

register = template.Library()


@register.simple_tag(takes_context=True)
def board_parks(context: Context) -> list[Park]:
    """The parks whose board this person opens, for the start page of the desk."""
    user = person(context["request"])
    return list(parks_seen_by(user)) if user.has_perm("parks.view_board") else []
