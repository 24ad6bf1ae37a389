from django.urls import path

from alliance import views

urlpatterns = [
    path("members/", views.members, name="members"),
    path("members/<int:pk>/", views.member, name="member"),
    path("join/", views.join, name="join"),
    path("certificates/", views.certificate_check, name="certificate_check"),
    path("certificates/<str:number>/", views.certificate, name="certificate"),
    path("certificates/<str:number>/pdf/", views.certificate_pdf, name="certificate_pdf"),
    path("cases/<str:reference>/application-form/", views.application_form, name="application_form"),
]
