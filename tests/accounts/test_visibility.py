from accounts import visibility


def test_with_no_answer_registered_nothing_is_public(monkeypatch):
    monkeypatch.setattr(visibility, "_checks", [])
    assert not visibility.is_public(None)


def test_one_answer_is_enough_and_is_registered_once(monkeypatch):
    monkeypatch.setattr(visibility, "_checks", [lambda organisation: False])

    def check(organisation):
        return True

    visibility.register(check)
    visibility.register(check)
    assert visibility.is_public(None)
    assert len(visibility._checks) == 2
