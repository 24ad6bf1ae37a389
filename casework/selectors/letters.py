"""The letters a case has caused."""

from django.db.models import QuerySet

from accounts.models import Letter
from casework.models import Case


def letters_about(case: Case) -> QuerySet[Letter]:
    """Letters to the applicant's own people about this case, newest first; the staff's mail is not theirs."""
    seated = case.organisation.seats.values("user_id")
    return (
        Letter.objects.filter(about=case.reference, confidential=False, recipient_id__in=seated)
        .select_related("recipient")
        .defer("text", "html")
        .order_by("-pk")
    )
