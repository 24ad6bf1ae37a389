from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own page for this knows neither the reader's language nor our frame."""
    return render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection ran out, mostly because cookies are off or the page was open for days."""
    return render(request, "403_csrf.html", status=403)
