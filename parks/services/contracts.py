"""Contract scans: typed by content, private, in a folder of their own."""

from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from casework import scanning
from casework.inspection import inspect
from casework.refusals import FileRefused
from parks.models import Tenancy

FOLDER = "contracts"
LONGEST_NAME = 200


def keep(tenancy: Tenancy, upload: "UploadedFile[bytes]") -> dict[str, str]:
    """Write the file, if it is what its name says and has no virus; returns the columns that point to it.

    Where a scanner is set up it is asked at once, and nothing is kept that it has not seen: so a contract
    has no state of its own. It may take its time, so the caller holds no lock meanwhile.
    """
    name = PurePath((upload.name or "").replace("\\", "/")).name[-LONGEST_NAME:]
    upload.seek(0)
    inspected = inspect(name, upload, max_bytes=settings.DOCUMENT_MAX_BYTES)
    _scan(name, inspected.content)
    path = f"{FOLDER}/{tenancy.registration.reference}/{uuid4().hex}{inspected.extension}"
    return {"contract": default_storage.save(path, ContentFile(inspected.content)), "contract_name": name}


def _scan(name: str, content: bytes) -> None:
    if not settings.CLAMD_ADDRESS:
        return
    try:
        verdict = scanning.scan(settings.CLAMD_ADDRESS, [content])
    except scanning.ScannerAway:
        raise FileRefused(
            _("病毒扫描暂时无法进行，文件“%(name)s”未保存。请过几分钟再试。") % {"name": name}
        ) from None
    if not verdict.clean:
        raise FileRefused(_("文件“%(name)s”发现病毒，未保存。请更换文件后再试。") % {"name": name})
