import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(name: str = "标志.png", kind: str = "PNG", after: bytes = b"", **keys: Any) -> SimpleUploadedFile:
    """A small real picture, with whatever an attacker puts behind it."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "#12233d").save(content, kind, **keys)
    return SimpleUploadedFile(name, content.getvalue() + after)
