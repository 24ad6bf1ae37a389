from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParksConfig(AppConfig):
    name = "parks"
    verbose_name = _("园区")

    def ready(self) -> None:
        from casework import kinds  # noqa: PLC0415  models are there only now
        from parks.kinds import ParkKind  # noqa: PLC0415

        kinds.register(ParkKind())
