"""The company that walks the main job: a real one's public data, and people who are made up.

Name and code are those of domain knowledge anybody can look up; nobody named here works there.
"""

from collections.abc import Mapping

NAME = "重庆长安汽车股份有限公司"
# As copied from a letterhead: with blanks, which the form forgives.
TYPED_CODE = "9150 0000 2028 6320 X6"
CODE = "9150000020286320X6"
SHORT_NAME = "长安汽车"
INITIALS = "cqca"
SECTOR = "新能源和智能网联汽车"
LEVEL = "理事单位"

PERSON = "江晓"
EMAIL = "jiangxiao@example.test"
PASSWORD = "qingshan-7-lvshui"

# Section of the form -> what is typed under which label. A tuple ticks several.
SECTIONS: Mapping[str, Mapping[str, str]] = {
    "主体信息": {
        "成立日期": "1996-10-31",
        "注册资本": "991,728.90",
        "注册地址": "重庆市江北区建新东路 260 号",
        "企业类型": "国有",
        "国民经济行业代码（GB/T 4754）": "c3611",
    },
    "人员": {
        "法定代表人": "江晓",
        "会员代表姓名": "江晓",
        "会员代表职务": "总经理",
        "会员代表手机": "138 0013 8000",
        "联系人姓名": "林越",
        "联系人职务": "行政主管",
        "联系人手机": "13900139000",
        "联系人邮箱": "contact@example.test",
    },
    "经营情况": {
        "主营业务与主导产品": "乘用车",
        "细分领域": "新能源乘用车",
        "员工人数": "４０,０００",
        "规模以上企业": "是",
        "上市状态": "已上市",
    },
    "资质": {"梯度培育层级": "无", "高新技术企业": "是", "有效专利数": "1200"},
    "意向与承诺": {
        "申请级别": LEVEL,
        "诉求": "人才",
        "推荐单位": "无",
        "单位简介": "研发、制造和销售乘用车的企业，服务国内外客户。",
    },
}
DECLARATIONS = (
    "自愿遵守联盟章程",
    "承诺填报内容和材料真实、准确、完整",
    "同意按《个人信息处理告知书》处理个人信息",
)
PAPERS = {"营业执照": "营业执照.pdf", "入会申请表（盖章扫描件）": "入会申请表.pdf"}

# What the reviewer asks for, one field and one document, and what the applicant then does.
FIELD, FIELD_SENTENCE = "主营业务与主导产品", "请写明主导产品的系列。"
PAPER, PAPER_SENTENCE = "营业执照", "扫描件不清晰，请重新扫描。"
BEFORE, AFTER = "乘用车", "乘用车及新能源汽车（示例系列）"
