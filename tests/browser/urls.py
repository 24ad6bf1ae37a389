"""The portal, and one address that falls over, for the page 500."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import urlpatterns as portal_urlpatterns


@login_not_required
def fall_over(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("fallen over, as the test wants it")


urlpatterns = [path("fall-over/", fall_over, name="fall_over"), *portal_urlpatterns]
