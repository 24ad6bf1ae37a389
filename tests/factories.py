"""One factory per model that tests build directly; everything that moves is walked through its services."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts import phonetics
from accounts.models import Organisation, Role, Seat, Sector, User
from portal.demo.codes import demo_code

PASSWORD = "jiaotong-4-dengta"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.test")
    name = factory.Sequence(lambda n: f"示例人员{n}")

    @factory.post_generation
    def password(obj: User, create: bool, extracted: str | None, **kwargs: Any) -> None:  # noqa: N805
        obj.set_password(extracted or PASSWORD)
        if create:
            obj.save()
            obj.emailaddress_set.get_or_create(email=obj.email, defaults={"verified": True, "primary": True})


class SectorFactory(DjangoModelFactory[Sector]):
    class Meta:
        model = Sector
        django_get_or_create = ("slug",)

    slug = "intelligent-vehicles"
    name = "新能源和智能网联汽车"
    english_name = "New energy and intelligent connected vehicles"


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"云岭示例装备{n}有限公司")
    code = factory.Sequence(lambda n: demo_code(20_000 + n))
    sector = factory.SubFactory(SectorFactory)
    pinyin = factory.LazyAttribute(lambda o: phonetics.pinyin(o.name))
    initials = factory.LazyAttribute(lambda o: phonetics.initials(o.name))
    search_text = factory.LazyAttribute(lambda o: phonetics.normalise(o.name))
    grams = factory.LazyAttribute(lambda o: phonetics.grams(o.name))


class SeatFactory(DjangoModelFactory[Seat]):
    class Meta:
        model = Seat

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.OWNER
