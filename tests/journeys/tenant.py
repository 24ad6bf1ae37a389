"""What an enterprise types that looks for a place in a park, section by section, as the labels say."""

from datetime import timedelta

from django.utils import timezone

NAME = "云岭示例智能装备有限公司"
SECTIONS = {
    "主体": {"入园方式": "迁入", "法定代表人": "江晓", "现址": "云岭示例路 1 号", "联系人姓名": "林越",
            "联系人手机": "13900139000", "联系人邮箱": "contact@example.test"},
    "项目": {"项目名称": "示例减速器中试线", "项目简介": "建设一条示例减速器中试线。",
            "主要产品": "示例减速器", "所属产业": "高端装备"},
    "场地": {"需求面积下限": "400", "需求面积上限": "800", "租期": "5",
            "计划入驻日期": (timezone.localdate() + timedelta(days=60)).isoformat()},
    "投资与产出": {"总投资": "3000", "其中：设备投资": "1800", "达产年产值": "5000", "达产年税收": "300",
                "员工人数": "60", "其中：研发人员": "18"},
    "环境与安全": {"环评类别": "填报环境影响登记表", "涉及危险化学品": "否"},
}  # fmt: skip
SENTENCE = "请补充减速器的型号。"
PAPERS = ("营业执照", "项目说明书")
PROMISES = ("承诺填报内容和材料真实、准确、完整", "同意按《个人信息处理告知书》处理个人信息")
ASPECTS = ("产业", "规划", "环保", "安全", "消防", "亩均效益")
SHOWN = "同意入驻后在园区页面展示单位名称"
