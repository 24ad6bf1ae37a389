from django.urls import path

from parks.views import (
    answers,
    figures,
    park,
    parks,
    places,
    registrations,
    reports,
    tenancies,
    transfers,
    unit,
    units,
    visits,
)

urlpatterns = [
    # What anybody may see.
    path("parks/", parks, name="parks"),
    path("parks/units/", units, name="units"),
    path("parks/units/<int:pk>/", unit, name="unit"),
    path("parks/<slug:slug>/", park, name="park"),
    # What an enterprise does.
    path("parks/<slug:slug>/register/", registrations.register, name="park_register"),
    path("parks/<slug:slug>/visits/", visits.visits, name="park_visits"),
    path("cases/<slug:reference>/figures/", figures.figures, name="park_figures"),
    path("cases/<slug:reference>/transfer/", transfers.transfer, name="park_transfer"),
    path("waiting-places/<int:pk>/leave/", places.leave, name="park_place_leave"),
    path("tenancies/<int:pk>/", tenancies.tenancy, name="tenancy"),
    path("tenancies/<int:pk>/accept/", answers.accept, name="tenancy_accept"),
    path("tenancies/<int:pk>/decline/", answers.decline, name="tenancy_decline"),
    path("tenancies/<int:pk>/contract/", tenancies.contract, name="tenancy_contract"),
    path("tenancies/<int:pk>/show/", tenancies.show, name="tenancy_show"),
    path("visits/<int:pk>/", visits.visit, name="visit"),
    path("visits/<int:pk>/cancel/", visits.cancel, name="visit_cancel"),
    path("visits/<int:pk>/calendar/", visits.calendar, name="visit_calendar"),
    path("yearly-reports/<int:pk>/", reports.report, name="yearly_report"),
]
