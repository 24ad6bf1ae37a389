import pytest

from accounts.models import Organisation, User
from parks.models import Tenancy
from tests.parks import world
from tests.parks.registrations import a_unit
from tests.parks.world import Letting


@pytest.fixture
def offer(there: Letting, organisation: Organisation, owner: User) -> Tenancy:
    """A unit offered to the owner's enterprise."""
    return world.offered(there, a_unit(there.park, load="7.50"), world.in_line(there, organisation, owner))
