"""The portal's addresses, and those of pages that are still to come."""

from django.http import HttpResponse
from django.urls import path

from portal.urls import handler400
from portal.urls import urlpatterns as theirs

__all__ = ["handler400"]


def _page(request: object, pk: int) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    *theirs,
    path("tenancies/<int:pk>/", _page, name="tenancy"),
    path("visits/<int:pk>/", _page, name="visit"),
    path("yearly-reports/<int:pk>/", _page, name="yearly_report"),
]
