"""Contract scans: typed by content, private, in a folder of their own."""

from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from casework.inspection import inspect
from parks.models import Tenancy

FOLDER = "contracts"
LONGEST_NAME = 200


def keep(tenancy: Tenancy, upload: "UploadedFile[bytes]") -> dict[str, str]:
    """Write the file, if it is what its name says; returns the columns that point to it."""
    name = PurePath((upload.name or "").replace("\\", "/")).name[-LONGEST_NAME:]
    upload.seek(0)
    inspected = inspect(name, upload, max_bytes=settings.DOCUMENT_MAX_BYTES)
    path = f"{FOLDER}/{tenancy.registration.reference}/{uuid4().hex}{inspected.extension}"
    return {"contract": default_storage.save(path, ContentFile(inspected.content)), "contract_name": name}
