from django.urls import reverse


def at(case):
    return reverse("case_form", args=[case.reference])


def states(response):
    return [task["state"] for task in response.context["tasks"]]


def test_an_outsider_gets_404(draft, outsider, sign_in):
    assert sign_in(outsider).get(at(draft)).status_code == 404


def test_a_new_draft_is_empty_everywhere(draft, owner, sign_in):
    assert states(sign_in(owner).get(at(draft))) == ["empty", "empty", "empty"]


def test_a_section_begun_is_partial_until_nothing_is_missing(draft, owner, sign_in, kind):
    kind.model.objects.filter(pk=draft.pk).update(name="开头公司", introduction="介绍。")
    assert states(sign_in(owner).get(at(draft))) == ["partial", "done", "empty"]


def test_no_is_an_answer_and_an_open_tick_is_none(draft, owner, sign_in, kind):
    kind.model.objects.filter(pk=draft.pk).update(above_scale=False)
    assert states(sign_in(owner).get(at(draft))) == ["partial", "empty", "empty"]


def test_corrections_mark_their_sections_and_lock_the_rest(corrected, owner, sign_in):
    client = sign_in(owner)
    assert states(client.get(at(corrected))) == ["fix", "locked", "fix"]
    corrected.corrections.filter(target="name").update(answered_at="2026-01-01T00:00:00Z")
    response = client.get(at(corrected))
    assert states(response) == ["done", "locked", "fix"]
    assert response.context["discard_url"] == ""


def test_who_may_only_look_is_led_to_the_case(draft, viewer, sign_in):
    assert sign_in(viewer).get(at(draft))["Location"] == draft.get_absolute_url()
