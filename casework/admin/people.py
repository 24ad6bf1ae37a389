from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from accounts.models import User
from casework import kinds
from casework.models import Case


def colleagues(case: Case) -> QuerySet[User]:
    """Who may review this case: staff with its kind's permission and no seat in the organisation."""
    kind = kinds.kind_of(case)
    app_label, codename = kind.review_permission.split(".")
    wanted = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    holders = Q(groups__permissions__in=wanted) | Q(user_permissions__in=wanted) | Q(is_superuser=True)
    able = (
        User.objects.filter(holders, is_staff=True, is_active=True)
        .exclude(seats__organisation=case.organisation_id)
        .distinct()
        .order_by("name", "pk")
    )
    return kind.colleagues(case, able)
