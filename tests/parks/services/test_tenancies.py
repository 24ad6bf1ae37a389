from parks.services import tenancies
from tests.parks import world


def test_the_whole_way(there, unit):
    second = world.in_line(there)
    tenancy = world.moved_in(there, unit)
    left = tenancies.leave(
        tenancy, by=there.operator, revision=tenancy.revision, on=world.a_day(0), note="迁址。"
    )
    assert left.status == "left"
    nxt = unit.tenancies.get(status="offered")
    assert nxt.registration == second
    nxt = tenancies.decline(nxt, by=world.editor_of(second), revision=1)
    assert nxt.status == "declined"
