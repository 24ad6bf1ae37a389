"""What may be uploaded, judged by extension and by content, never by what the browser says. No ORM.

Pictures are decoded and written anew, so that nothing but the picture is kept: no place, camera or script.
"""

import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO
from warnings import catch_warnings, simplefilter

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from casework.refusals import FileRefused

MAX_PIXELS = 40_000_000
HEAD = TAIL = 1024
MAGIC = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
FAMILIES = {".pdf": "pdf", ".jpg": "jpg", ".jpeg": "jpg", ".png": "png"}
CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
# What a browser would run if it took the file for a page.
MARKUP = (b"<html", b"<script", b"<!doctype", b"<svg", b"<body", b"<iframe")


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be kept: its true type, and the bytes to keep."""

    content_type: str
    extension: str
    content: bytes


def inspect(
    name: str,
    stream: IO[bytes],
    *,
    accept: tuple[str, ...] = tuple(FAMILIES),
    max_bytes: int = 20 * 1024 * 1024,
) -> Inspected:
    """The file as it may be kept, or `FileRefused`."""
    extension = PurePath(name).suffix.lower()
    family = FAMILIES.get(extension)
    if family is None or extension not in accept:
        raise FileRefused(
            _("不能接收“%(name)s”。请上传以下格式的文件：%(formats)s。")
            % {"name": name, "formats": _("、").join(accept)}
        )
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise FileRefused(
            _("“%(name)s”超过 %(limit)s MB。请压缩、降低扫描分辨率或者拆分后再上传。")
            % {"name": name, "limit": max_bytes // (1024 * 1024)}
        )
    if not data:
        raise FileRefused(_("“%(name)s”是空文件，请重新选择文件。") % {"name": name})
    if not data.startswith(MAGIC[family]):
        raise FileRefused(
            _("“%(name)s”的内容与扩展名不符。请用原软件另存或导出为 %(format)s 格式后再上传。")
            % {"name": name, "format": family.upper()}
        )
    content = _checked_pdf(name, data) if family == "pdf" else _redrawn(name, data, family)
    return Inspected(CONTENT_TYPES[family], f".{family}", content)


def _checked_pdf(name: str, data: bytes) -> bytes:
    end = data.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in data[max(0, end - TAIL) : end]:
        raise FileRefused(
            _("“%(name)s”不是完整的 PDF 文件，可能未传完或已损坏。请重新导出后再上传。") % {"name": name}
        )
    after = data[end + 5 :]
    outside = (data[:HEAD] + after).lower()
    if len(after) > TAIL or any(mark in outside for mark in MARKUP):
        raise FileRefused(
            _("“%(name)s”在 PDF 之外还含有其他内容，为安全起见不能接收。请重新打印或导出为 PDF 后再上传。")
            % {"name": name}
        )
    return data


def _redrawn(name: str, data: bytes, family: str) -> bytes:
    written = "JPEG" if family == "jpg" else "PNG"
    try:
        with catch_warnings():
            # Our own limit below is stricter; a warning must not become an error of the server.
            simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[written]) as picture:
                _check_pixels(name, picture)
                picture.load()
                return _encoded(picture, written)
    except Image.DecompressionBombError:
        raise _too_many_pixels(name) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise FileRefused(
            _("“%(name)s”不是完整的图片，可能已损坏。请重新拍摄或导出后再上传。") % {"name": name}
        ) from None


def _check_pixels(name: str, picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels(name)


def _too_many_pixels(name: str) -> FileRefused:
    return FileRefused(
        _("“%(name)s”的图片尺寸过大（上限 %(limit)s 万像素）。请缩小图片后再上传。")
        % {"name": name, "limit": MAX_PIXELS // 10_000}
    )


def _encoded(picture: Image.Image, written: str) -> bytes:
    """The picture upright, without anything that came along with it."""
    upright = ImageOps.exif_transpose(picture)
    if written == "JPEG":
        plain = upright if upright.mode in ("L", "RGB") else upright.convert("RGB")
    else:
        plain = upright.convert("RGBA") if upright.mode in ("P", "PA", "LA") else upright.copy()
    plain.info = {}
    target = io.BytesIO()
    plain.save(target, written, **({"quality": 90, "optimize": True} if written == "JPEG" else {}))
    return target.getvalue()
