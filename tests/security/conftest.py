import pytest

from accounts.models import Organisation, User
from alliance.models import Membership
from tests.applications import approved
from tests.factories import OrganisationFactory, SeatFactory


@pytest.fixture
def member(owner: User, reviewer: User, organisation: Organisation) -> Membership:
    """A second organisation of the owner's, admitted."""
    admitted = OrganisationFactory.create(name="云岭示例材料有限公司", sector=organisation.sector)
    SeatFactory.create(user=owner, organisation=admitted)
    approved(admitted, owner, reviewer)
    return Membership.objects.get(organisation=admitted)
