"""A logo is decoded and written anew: what leaves here is a plain PNG and nothing else. Pure."""

import io
import warnings
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from accounts.refusals import Refused

MAX_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 16_000_000
LONGEST_SIDE = 512
FORMATS = ("PNG", "JPEG", "WEBP")


class LogoRefused(Refused):
    """The picture is not taken."""


@dataclass(frozen=True)
class Picture:
    content: bytes
    extension: str = ".png"


def reencode(stream: IO[bytes], size: int) -> Picture:
    if size > MAX_BYTES:
        raise LogoRefused(_("标志文件不能超过 2 MB。请压缩后重新上传。"))
    try:
        return _written_anew(stream)
    except Image.DecompressionBombError:
        raise LogoRefused(_too_large()) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise LogoRefused(_("无法读取这张图片。请上传 PNG、JPEG 或 WebP 格式的标志。")) from None


def _written_anew(stream: IO[bytes]) -> Picture:
    with warnings.catch_warnings():
        # Our own limit is the lower one; Pillow's warning on the way there is no news.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(stream, formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise LogoRefused(_too_large())
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    content = io.BytesIO()
    picture.save(content, "PNG", optimize=True)
    return Picture(content.getvalue())


def _too_large() -> str:
    return _("图片尺寸过大。请将长边缩小到 4000 像素以内再上传。")
