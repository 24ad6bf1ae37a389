import pytest

from accounts.models import Organisation, User
from casework.models import Case
from tests import applications


@pytest.fixture
def submitted(organisation: Organisation, owner: User) -> Case:
    return applications.submitted(organisation, owner)


@pytest.fixture
def under_review(organisation: Organisation, owner: User, reviewer: User) -> Case:
    return applications.under_review(organisation, owner, reviewer)


@pytest.fixture
def corrected(organisation: Organisation, owner: User, reviewer: User) -> Case:
    return applications.corrected(organisation, owner, reviewer)


@pytest.fixture
def approved(organisation: Organisation, owner: User, reviewer: User) -> Case:
    return applications.approved(organisation, owner, reviewer)


@pytest.fixture
def rejected(organisation: Organisation, owner: User, reviewer: User) -> Case:
    return applications.rejected(organisation, owner, reviewer)
