import pytest
from django.utils import timezone

from accounts import selectors
from accounts.models import Letter
from accounts.services import post

pytestmark = pytest.mark.django_db
INBOX_QUERIES = 4


def write(user, number: int, **more) -> Letter:
    letter = post.queue(
        key=f"k{user.pk}-{number}",
        recipient=user,
        email=user.email,
        language="zh-hans",
        subject=f"通知{number}",
        text="正文\n\n--\n信尾",
        link="/desk/",
        **more,
    )
    assert letter
    return letter


def test_the_inbox_holds_ones_own_letters_and_no_sign_in_links(owner, outsider, sign_in):
    write(owner, 1)
    write(owner, 2, confidential=True)
    write(outsider, 3)
    page = sign_in(owner).get("/inbox/").content.decode()
    assert "通知1" in page
    assert "通知2" not in page
    assert "通知3" not in page
    assert selectors.unread_count(owner) == 1


def test_an_empty_inbox_says_so(owner, sign_in):
    assert "暂无通知函" in sign_in(owner).get("/inbox/").content.decode()


def test_opening_a_letter_marks_it_as_read_once(owner, sign_in):
    letter = write(owner, 1)
    client = sign_in(owner)
    page = client.get(f"/inbox/{letter.pk}/").content.decode()
    assert "正文" in page
    assert "信尾" not in page
    letter.refresh_from_db()
    first = letter.read_at
    client.get(f"/inbox/{letter.pk}/")
    letter.refresh_from_db()
    assert first
    assert letter.read_at == first


def test_the_address_behind_the_button_is_not_written_out_again(owner, outsider, organisation, sign_in):
    context = {"organisation": organisation, "by": outsider}
    letter = post.send("seat_removed", to=owner, key="k", link="/desk/", context=context)
    assert "http://127.0.0.1:8000/desk/" in letter.text
    page = sign_in(owner).get(f"/inbox/{letter.pk}/")
    assert "http://" not in page.context["letter"]["body"]
    assert page.context["letter"]["action_url"] == "/desk/"


def test_anothers_letter_and_a_confidential_one_are_not_there(owner, outsider, sign_in):
    assert sign_in(outsider).get(f"/inbox/{write(owner, 1).pk}/").status_code == 404
    assert sign_in(owner).get(f"/inbox/{write(owner, 2, confidential=True).pk}/").status_code == 404


def test_all_can_be_marked_as_read(owner, sign_in):
    write(owner, 1)
    sign_in(owner).post("/inbox/")
    assert selectors.unread_count(owner) == 0


def test_older_letters_are_a_page_away(owner, sign_in):
    for number in range(30):
        write(owner, number)
    client = sign_in(owner)
    page = client.get("/inbox/")
    assert len(page.context["letters"]) == 25
    older = client.get("/inbox/" + page.context["pager"]["older_url"])
    assert [one.subject for one in older.context["letters"]] == ["通知4", "通知3", "通知2", "通知1", "通知0"]
    assert older.context["pager"]["newer_url"]
    assert len(client.get("/inbox/?before=x").context["letters"]) == 25


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_costs_the_same_with_more_letters(rows, owner, sign_in, django_assert_num_queries):
    for number in range(rows):
        write(owner, number)
    client = sign_in(owner)
    with django_assert_num_queries(INBOX_QUERIES):
        client.get("/inbox/")
    assert timezone.now()
