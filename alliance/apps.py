from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AllianceConfig(AppConfig):
    name = "alliance"
    verbose_name = _("联盟")

    def ready(self) -> None:
        from accounts import visibility  # noqa: PLC0415  models are there only now
        from alliance.kinds import MembershipKind  # noqa: PLC0415
        from alliance.selectors.directory import is_listed  # noqa: PLC0415
        from casework import kinds  # noqa: PLC0415

        kinds.register(MembershipKind())
        visibility.register(is_listed)
