import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from parks.models import Park, Unit
from tests.factories import UserFactory
from tests.parks import world
from tests.parks.registrations import a_park, a_unit, operates


@pytest.fixture
def park(db: None) -> Park:
    return a_park(plot_ratio="1.50")


@pytest.fixture
def other_park(db: None) -> Park:
    return a_park("dadi", "大地示例园")


@pytest.fixture
def operator(park: Park) -> User:
    user: User = UserFactory.create(name="钟园", is_staff=True)
    user.groups.add(Group.objects.get(name="park operator"))
    return operates(park, user)


@pytest.fixture
def there(db: None) -> world.Letting:
    """The same park with two operators, for what is let there."""
    return world.letting()


@pytest.fixture
def unit(there: world.Letting) -> Unit:
    return a_unit(there.park)
