import pytest

from tests import applications


@pytest.mark.parametrize(
    ("person", "status"), [("owner", 200), ("viewer", 200), ("outsider", 404), ("reviewer", 404)]
)
def test_the_form_of_a_draft_is_its_organisations_own(person, status, organisation, owner, request, sign_in):
    application = applications.draft(organisation, owner)
    answer = sign_in(request.getfixturevalue(person)).get(f"/cases/{application.reference}/application-form/")
    assert answer.status_code == status
    if status == 200:
        assert answer.content.startswith(b"%PDF-")
        assert "no-store" in answer["Cache-Control"]


def test_once_submitted_the_reviewer_may_print_it_too(organisation, owner, reviewer, sign_in):
    case = applications.submitted(organisation, owner)
    assert sign_in(reviewer).get(f"/cases/{case.reference}/application-form/").status_code == 200


def test_another_kind_of_case_has_no_such_form(organisation, owner, sign_in):
    case = applications.submitted(organisation, owner)
    type(case).objects.filter(pk=case.pk).update(kind="other")
    assert sign_in(owner).get(f"/cases/{case.reference}/application-form/").status_code == 404
