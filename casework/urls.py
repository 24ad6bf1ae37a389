from django.urls import path

from casework.views import autosave, cases, check, downloads, moves, sections, tasklist, uploads

urlpatterns = [
    path("cases/<slug:reference>/", cases.case, name="case"),
    path("cases/<slug:reference>/form/", tasklist.form, name="case_form"),
    path("cases/<slug:reference>/form/check/", check.check, name="case_check"),
    path("cases/<slug:reference>/form/<slug:section>/", sections.section, name="case_section"),
    path("cases/<slug:reference>/form/<slug:section>/save/", autosave.autosave, name="case_autosave"),
    path("cases/<slug:reference>/move/<slug:action>/", moves.move, name="case_move"),
    path("cases/<slug:reference>/discard/", moves.discard, name="case_discard"),
    path("cases/<slug:reference>/documents/upload/<slug:slot>/", uploads.upload, name="document_upload"),
    path("cases/<slug:reference>/documents/<int:pk>/", downloads.document, name="document"),
    path("cases/<slug:reference>/documents/<int:pk>/remove/", uploads.remove, name="document_remove"),
]
