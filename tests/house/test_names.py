from tests.house.tree import ROOT, our_files

# Names that say nothing: what is in them belongs to a noun of the field.
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc", "shared", "lib"}


def test_no_module_has_a_name_that_says_nothing():
    modules = {part for path in our_files(".py") for part in path.relative_to(ROOT).with_suffix("").parts}
    assert modules & FORBIDDEN == set()


def test_no_package_listens_to_signals():
    files = {path.relative_to(ROOT).name for path in our_files(".py")}
    assert not files & {"signals.py", "receivers.py"}
