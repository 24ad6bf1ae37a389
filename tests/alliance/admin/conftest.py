import pytest

from accounts.models import Organisation, User
from alliance.models import Membership
from casework.models import Case
from tests import applications


@pytest.fixture
def approved(organisation: Organisation, owner: User, reviewer: User) -> Case:
    return applications.approved(organisation, owner, reviewer)


@pytest.fixture
def membership(approved: Case) -> Membership:
    return Membership.objects.get()
