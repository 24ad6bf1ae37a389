from django.urls import path

from accounts.views import codes, consents, letters, organisations, people, planned, seats

urlpatterns = [
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/code-request/", codes.code_request, name="code_request"),
    path("organisations/planned/", planned.organisation_planned, name="organisation_planned"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/edit/", organisations.organisation_edit, name="organisation_edit"),
    path("organisations/<int:pk>/code/", planned.organisation_enter_code, name="organisation_enter_code"),
    path("organisations/<int:pk>/logo/", organisations.organisation_logo, name="organisation_logo"),
    path("organisations/<int:pk>/leave/", seats.seat_leave, name="seat_leave"),
    path("organisations/<int:pk>/invite/", seats.invitation_new, name="invitation_new"),
    path("seats/<int:pk>/", seats.seat_change, name="seat_change"),
    path("seat-requests/<str:code>/", seats.seat_request, name="seat_request"),
    path("seat-requests/<int:pk>/decide/", seats.seat_request_decide, name="seat_request_decide"),
    path("invitations/<int:pk>/withdraw/", seats.invitation_withdraw, name="invitation_withdraw"),
    path("invitations/<str:token>/", seats.invitation, name="invitation"),
    path("inbox/", letters.inbox, name="inbox"),
    path("inbox/<int:pk>/", letters.letter, name="letter"),
    path("profile/", people.profile, name="profile"),
    path("profile/export/", people.profile_export, name="profile_export"),
    path("profile/erase/", people.profile_erase, name="profile_erase"),
    path("profile/sign-out-elsewhere/", people.sessions_end, name="sessions_end"),
    path("second-factor/", people.second_factor, name="second_factor"),
    path("consents/", consents.consents, name="consents"),
    path("texts/<slug:purpose>/<slug:version>/", consents.consent_text, name="consent_text"),
]
