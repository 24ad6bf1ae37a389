from alliance import printing


def test_a_character_the_font_lacks_is_named_once():
    assert printing.missing_glyphs("云岭𠮷 示例𠮷 Co., Ltd.") == ["𠮷"]


def test_rare_characters_of_common_names_are_there():
    assert printing.missing_glyphs("喆堃淼鑫犇翀昇锟") == []


def test_the_emblem_is_drawn_pale_behind_the_text():
    assert "#f4f8f8" in printing.watermark()
    assert printing.emblem().startswith("<svg")
