from django.urls import path

from parks.views import figures, park, parks, unit, units

urlpatterns = [
    # What anybody may see.
    path("parks/", parks, name="parks"),
    path("parks/units/", units, name="units"),
    path("parks/units/<int:pk>/", unit, name="unit"),
    path("parks/<slug:slug>/", park, name="park"),
    # What an enterprise does.
    path("cases/<slug:reference>/figures/", figures.figures, name="park_figures"),
]
