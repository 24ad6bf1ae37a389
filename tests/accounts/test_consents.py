import pytest
from django.utils import translation

from accounts import consents

PURPOSES = ["charter", "truth", "personal_information", "public_listing", "portal_terms"]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_purpose_has_a_wording_in_both_languages(purpose):
    text = consents.current(purpose)
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert text.title
            assert text.paragraphs
    assert len(text.body_zh.strip().split("\n\n")) == len(text.body_en.strip().split("\n\n"))


def test_the_digest_changes_with_any_word():
    text = consents.current("charter")
    changed = consents.Text(**{**text.__dict__, "body_en": text.body_en + "!"})
    assert len(text.digest) == 64
    assert changed.digest != text.digest


def test_an_unknown_wording_is_said_to_be_unknown():
    with pytest.raises(consents.UnknownText):
        consents.current("marketing")
    with pytest.raises(consents.UnknownText):
        consents.text("charter", "1999-01")


def test_the_notice_on_personal_information_says_what_the_law_asks():
    body = consents.current("personal_information").body_zh
    for word in ("处理目的", "公开范围", "保存期限", "您的权利", "撤回同意", "十五个工作日"):
        assert word in body


def test_the_notice_on_personal_information_names_who_receives_it():
    text = consents.current("personal_information")
    for word in ("园区运营方", "名称和联系方式", "其他园区的运营方不能查阅", "勾选同意"):
        assert word in text.body_zh
    assert "park's operator" in text.body_en


def test_a_wording_that_was_agreed_to_is_still_the_same():
    old = consents.text("personal_information", "2026-11")
    assert old.digest == "d9075d7362f3473d87df3ade53db375bfde59c7703932756c7a8799ea99e1db3"
    assert "运营方" not in old.body_zh
