import pytest
from django.db import transaction

from casework.models import Series
from casework.services import numbering


@pytest.mark.django_db
def test_numbers_count_up_by_series_and_year():
    assert [numbering.take("RH", 2026) for _ in range(3)] == ["RH-2026-0001", "RH-2026-0002", "RH-2026-0003"]
    assert numbering.take("RH", 2027) == "RH-2027-0001"
    assert numbering.take("LJ", 2026) == "LJ-2026-0001"


@pytest.mark.django_db
def test_after_9999_the_number_grows():
    Series.objects.create(key="RH-2026", last=9999)
    assert numbering.take("RH", 2026) == "RH-2026-10000"


@pytest.mark.django_db
def test_a_number_goes_back_with_its_cause():
    with transaction.atomic():
        numbering.take("RH", 2026)
        transaction.set_rollback(True)
    assert numbering.take("RH", 2026) == "RH-2026-0001"
