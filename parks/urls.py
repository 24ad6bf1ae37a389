from django.urls import path

from parks.views import figures

urlpatterns = [
    path("cases/<slug:reference>/figures/", figures.figures, name="park_figures"),
]
