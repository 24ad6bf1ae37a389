import io

import pytest
from PIL import Image

from accounts import logos


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), **options) -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", size, "teal").save(stream, kind, **options)
    stream.seek(0)
    return stream


def refusal(stream, size=100) -> str:
    with pytest.raises(logos.LogoRefused) as caught:
        logos.reencode(stream, size)
    return caught.value.message


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_written_anew_as_png(kind):
    made = logos.reencode(picture(kind), 100)
    with Image.open(io.BytesIO(made.content)) as opened:
        assert (opened.format, opened.size) == ("PNG", (40, 20))
    assert made.extension == ".png"


def test_what_rides_along_in_a_picture_is_left_behind():
    stream = picture()
    stream.seek(0, io.SEEK_END)
    stream.write(b"<script>alert(1)</script>")
    stream.seek(0)
    assert b"<script>" not in logos.reencode(stream, 100).content


def test_a_large_picture_is_made_smaller():
    with Image.open(io.BytesIO(logos.reencode(picture(size=(2000, 1000)), 100).content)) as opened:
        assert opened.size == (512, 256)


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n" + b"x" * 50],
)
def test_what_is_no_picture_is_refused_with_what_to_do(content):
    assert "PNG" in refusal(io.BytesIO(content))


def test_gif_and_bmp_are_no_logos():
    assert "PNG" in refusal(picture("GIF"))
    assert "PNG" in refusal(picture("BMP"))


def test_a_heavy_file_is_refused_before_it_is_read():
    assert "2 MB" in refusal(picture(), size=3 * 1024 * 1024)


def test_a_picture_with_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(logos, "MAX_PIXELS", 500)
    assert "4000" in refusal(picture())


def test_a_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 300)
    assert "4000" in refusal(picture())
