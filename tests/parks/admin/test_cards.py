from django.urls import reverse
from django.utils.safestring import mark_safe

from parks.templatetags.lists import cells
from tests.parks import world


def test_each_cell_names_its_column_and_the_linking_one_is_the_head() -> None:
    heads = [
        {"text": mark_safe('<input type="checkbox">'), "class_attrib": ' class="action-checkbox-column"'},
        {"text": "单元号", "class_attrib": ""},
        {"text": '面积 "㎡" <b>', "class_attrib": ""},
    ]
    row = [
        mark_safe('<td class="action-checkbox"><input></td>'),
        mark_safe('<th class="field-code"><a href="/">301</a></th>'),
        mark_safe('<td class="field-area">500</td>'),
    ]
    assert cells(row, heads) == (
        '<td class="action-checkbox"><input></td>'
        '<th class="field-code"><a href="/">301</a></th>'
        '<td data-label="面积 &quot;㎡&quot; &lt;b&gt;" class="field-area">500</td>'
    )


def test_a_list_of_a_park_is_titled_by_what_it_lists_and_its_cells_are_named(desk, there, unit) -> None:
    world.offered(there, unit)
    page = desk.get(reverse("admin:parks_tenancy_changelist")).content.decode()
    assert '<td data-label="单位" class="field-organisation' in page
    assert "<h1>租用</h1>" in page


def test_a_list_without_rows_says_so_and_what_helps(desk, there) -> None:
    address = reverse("admin:parks_tenancy_changelist")
    assert "暂无记录。" in desk.get(address).content.decode()
    assert "请清除筛选条件或更换搜索词。" in desk.get(f"{address}?q=查无此名").content.decode()


def test_whoever_works_in_one_park_need_not_choose_it(desk, there) -> None:
    form = desk.get(reverse("admin:parks_visitslot_add")).context["adminform"].form
    assert form.initial["park"] == there.park.pk


def test_the_page_of_a_tenancy_says_whose_turn_it_is_and_what_is_next(desk, there, unit) -> None:
    tenancy = world.accepted(there, unit)
    context = desk.get(reverse("admin:parks_tenancy_change", args=[tenancy.pk])).context
    assert context["turn"]["sentence"].startswith("待工作人员办理")
    assert context["turn"]["action_url"] == reverse("admin:parks_tenancy_sign", args=[tenancy.pk])
    assert "登记签约" not in [str(word) for _url, word in context["tools"]]
