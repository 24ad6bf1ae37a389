from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ParksConfig(AppConfig):
    name = "parks"
    verbose_name = pgettext_lazy("a list", "园区")

    def ready(self) -> None:
        from accounts import foundings  # noqa: PLC0415  models are there only now
        from casework import kinds  # noqa: PLC0415
        from parks.kinds import ParkKind  # noqa: PLC0415
        from parks.services.registration import follow_founding  # noqa: PLC0415

        foundings.register(follow_founding)
        kinds.register(ParkKind())
