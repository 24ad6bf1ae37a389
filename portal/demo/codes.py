"""Codes that can never belong to a real body: GB 11714 reserves PDY00001–PDY99999 for such uses."""

from stdnum.cn import uscc

WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
BODIES = 99_999
# District parts of prefixes; with each the reserved bodies begin anew.
DISTRICTS = (
    "500157",
    "500112",
    "500105",
    "500109",
    "500108",
    "500107",
    "500106",
    "500113",
    "500103",
    "500000",
)


def organisation_code(number: int) -> str:
    """The nine characters of GB 11714 for one of the reserved bodies."""
    if not 1 <= number <= BODIES:
        raise ValueError(f"reserved bodies are numbered 1 to {BODIES}, not {number}")
    body = f"PDY{number:05d}"
    values = [int(character) if character.isdigit() else ord(character) - 55 for character in body]
    check = 11 - sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True)) % 11
    return body + {10: "X", 11: "0"}.get(check, str(check))


def demo_code(number: int, prefix: str = "91500157") -> str:
    """The unified social credit code of the reserved body under this eight-character prefix."""
    code = prefix + organisation_code(number)
    return code + str(uscc.calc_check_digit(code))


def serial_code(serial: int, authority: str = "91") -> str:
    """Distinct codes for as many serial numbers as there are districts times bodies."""
    district, body = divmod(serial - 1, BODIES)
    return demo_code(body + 1, authority + DISTRICTS[district])
