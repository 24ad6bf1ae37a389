"""allauth's addresses under /accounts/; signing_in.txt says who gets what."""

from tests.access.doors import Row
from tests.access.world import World


def _key(world: World) -> list[object]:
    return [1]


ROWS = [
    Row("account_login", data=lambda w: {"login": "owner@example.test", "password": "falsch"}),
    Row("account_logout"),
    Row("account_inactive"),
    Row("account_signup", data=lambda w: {"email": "no address"}),
    Row("account_reauthenticate", data=lambda w: {"password": "falsch"}),
    Row("account_email", data=lambda w: {"action_add": "", "email": "second@example.test"}),
    Row("account_email_verification_sent"),
    Row("account_change_password", data=lambda w: {"oldpassword": "falsch"}),
    Row("account_set_password"),
    Row("account_reset_password", data=lambda w: {"email": "nobody@example.test"}),
    Row("account_confirm_login_code"),
    Row("account_confirm_email", lambda w: ["guessed"]),
    Row("account_reset_password_from_key_done"),
    Row("account_reset_password_from_key", lambda w: ["1", "guessed"]),
    Row("account_reset_password_done"),
    Row("mfa_index"),
    Row("mfa_authenticate"),
    Row("mfa_reauthenticate"),
    Row("mfa_activate_totp"),
    Row("mfa_deactivate_totp"),
    Row("mfa_view_recovery_codes"),
    Row("mfa_generate_recovery_codes"),
    Row("mfa_download_recovery_codes"),
    Row("mfa_list_webauthn"),
    Row("mfa_add_webauthn"),
    Row("mfa_reauthenticate_webauthn"),
    Row("mfa_remove_webauthn", _key),
    Row("mfa_edit_webauthn", _key),
    Row("mfa_login_webauthn"),
]
