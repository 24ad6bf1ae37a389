from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from portal.views import desk, health, home, small

admin.autodiscover()
admin.site.login = login_not_required(secure_admin_login(admin.site.login))  # type: ignore[method-assign]

handler400 = "portal.views.errors.bad_request"

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", small.robots, name="robots"),
    path("favicon.ico", small.favicon, name="favicon"),
    path("privacy/", small.privacy, name="privacy"),
    path("accessibility/", small.accessibility, name="accessibility"),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("", include("accounts.urls")),
    path("", include("casework.urls")),
    path("", include("alliance.urls")),
    path("", include("parks.urls")),
    path("accounts/", include("allauth.urls")),
    # One door for passwords: the portal's own page, which ends other sessions.
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
]
