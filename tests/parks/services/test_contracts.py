import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.refusals import FileRefused
from parks.services import contracts
from tests.applications import pdf
from tests.parks import world


def test_a_scan_is_kept_under_its_case_and_its_name_beside_it(there, unit):
    tenancy = world.offered(there, unit)
    kept = contracts.keep(tenancy, pdf("租赁合同.pdf"))
    assert kept["contract"].startswith(f"contracts/{tenancy.registration.reference}/")
    assert kept["contract_name"] == "租赁合同.pdf"
    assert default_storage.exists(kept["contract"])


@pytest.mark.parametrize("name", ["C:\\scans\\a.pdf", "../../a.pdf"])
def test_of_a_path_the_last_part_is_the_name(there, unit, name):
    upload = pdf()
    upload._name = name  # what a browser sends; Django itself would cut it
    kept = contracts.keep(world.offered(there, unit), upload)
    assert kept["contract_name"] == "a.pdf"


def test_what_is_not_what_its_name_says_is_refused(there, unit):
    tenancy = world.offered(there, unit)
    with pytest.raises(FileRefused):
        contracts.keep(tenancy, SimpleUploadedFile("合同.pdf", b"MZ no paper"))
