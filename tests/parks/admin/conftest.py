import pytest
from django.core.cache import cache
from django.test import Client


@pytest.fixture
def desk(there, sign_in) -> Client:
    """The desk as one of the two operators of the park sees it."""
    cache.clear()
    return sign_in(there.operator)
