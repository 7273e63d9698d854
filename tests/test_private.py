"""Private numbers are found however they are spelled, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.model.finding import Finding
from reportgen.model.private import private_numbers
from reportgen.workspace.new import begin

PRIVATE = {
    "身份证号": """身份证999999 19900307 001x
身份证号：９９９９９９１９９００３０７００１ｘ
(999999-19900307-001X)
999999 1990 0307 0017
999999·19900307·0017
9 9 9 9 9 9 1 9 9 0 0 3 0 7 0 0 1 X
99999919900307001×
身份证99999990030700 1
身份证号码　999999　19900307　0017
999999/19900307/0017""",
    "手机号": """电话１３８００１３８０００
138.0013.8000
138　0013　8000
138-0013-8000
138—0013—8000
138·0013·8000
138_0013_8000
1380-0138-000
1380013 8000
1 3 8 0 0 1 3 8 0 0 0
1.3.8.0.0.1.3.8.0.0.0
手机13 800 138 000
+86 138 0013 8000
008613800138000
手机：一三八零零一三八零零零
手机：幺三八〇〇幺三八〇〇〇
电话l38OOl38OOO
١٣٨٠٠١٣٨٠٠٠
138。0013。8000
138一0013一8000
138丨0013丨8000
138~0013~8000
138｜0013｜8000
1三8零零138零零0
138零零壹叁八000
幺三八 零零幺三 八零零零
洞洞八六138零零幺叁8000
一三八-零零一三-八零零零
(13800138000)""",
    "证件号": """护照E00000001
护照号：e00000001
护照号码为 EA0000001
护照 E 0000 0001
护照本号码是E00000001
护照本号码：E00000001
护照的号码为：E00000001
持有的护照编号E00000001
护照证件号码是:E00000001
护照（因公）PE0000001
港澳通行证C00000001
港澳居民来往内地通行证H00000000
往来港澳通行证号码：C0000000 1
台湾通行证T00000001
台胞证00000001
军官证：军字第0000001号
香港身份证A000000(0)
社保卡号A00000001""",
    "微信号等网络账号": """微信号wxid_ab12cd34
微信：abc-12345
微信ID abcdefg
加V信号 abc_123456
WeChat: Abcdef123""",
    "家庭住址": """家住江城区和平路12号
家庭住址：江城区和平路12号3栋2单元501室
户籍地址和平镇红旗村3组
江城区和平路12号3栋2单元501室
现住和平小区3栋501室
住在幸福里7幢203""",
    "银行账号": """卡号6222 0200 1111 2223 337
6222020011112223337
4111 1111 1111 1111
4111111111111111
开户行：某银行，账号：123456789012
银行账号123-456-789-012
账号：６２２２０２００１１１１２２２３３３７""",
    "车牌号": """车牌鄂A12345
鄂A·12345
鄂AD12345
京N8P8F8
鄂Ａ１２３４５
车牌号：鄂A 12345号""",
    "个人邮箱": """联系邮箱someone@qq.com
a_b-c＠163.com
some.one @ foxmail.com""",
}
PUBLIC = """027-83892651
010-12345678
(010)8888 8888
12345热线
400-800-1234
电话 027-15812345
电话：027-87654321转13
投入13800138000元
13800138000人次
13800138000.00
13,800,138,000
13 800 138 000
2080101
统一社会信用代码11420106011045034X
someone@example.gov.cn
办理护照1200000本
办理通行证123456件
2023年12月31日
鄂财预〔2023〕1号
鄂J201512号
鄂公网安备 42010602000000号
https://www.example.invalid/s?id=AbCdEfGhIjKlMn==&mid=13800138000&idx=1
https://www.example.invalid/202309/t20230918_1234567.html
138.00万元、138.50万元
150.00，160.00，170.00
公众号：12345678
微信公众号jcmsfw123
微信小程序abcdef1
办公地址：江城区和平路12号
地址：江城区和平路12号3楼
入住在养老机构12户
和平路12号窗口
3栋楼、2个单元
QQ群12345678
1380013800
138001380000
项目编码42010624001T000000001
一二三四五六七八九十
15:30-17:00"""


@pytest.mark.parametrize(
    ("what", "text"), [(what, line) for what, all_ in PRIVATE.items() for line in all_.split("\n")]
)
def test_a_private_number_is_found_however_it_is_spelled(what: str, text: str) -> None:
    found = private_numbers(f"联系人王某，{text}，服务群众")
    assert [number.what for number in found] == [what]
    assert found[0].hidden.count("*") >= 3


@pytest.mark.parametrize("text", PUBLIC.split("\n"))
def test_telephones_of_offices_amounts_and_codes_are_no_private_numbers(text: str) -> None:
    assert private_numbers(f"全年{text}，服务群众") == []


def private(folder: Path, file: str, old: str, new: str) -> list[Finding]:
    """What C095 says of the sample with one thing changed."""
    begin(folder / "2023")
    path = folder / "2023" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return [f for f in assemble(folder / "2023", draft=True).findings if f.code == "C095"]


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("重点工作和解释.yaml", "  助老服务就在身边: |", "  联系138 0013 8000: |", "重点工作和解释.yaml:7"),
        ("重点工作和解释.yaml", "名词解释:\n", "名词解释:\n  护照E00000001: 指护照。\n", "重点工作和解释.yaml:15"),
        ("部门.yaml", "咨询电话: 027-00000000", "咨询电话: 13800138000", "部门.yaml:30"),
        ("部门.yaml", "全称: 江城区民生服务局\n", "全称: 江城区民生服务局13800138000\n", "部门.yaml:18"),
        ("项目.yaml", "| 养老科   |", "| 13800138000 |", "项目.yaml:8"),
        ("预算和上年.yaml", "  平台: 保障民生", "  平台: 电话１３８.００１３.８０００，保障民生", "预算和上年.yaml:69"),
    ],
)  # fmt: skip
def test_it_is_found_wherever_it_stands(file: str, old: str, new: str, place: str, tmp_path: Path) -> None:
    found = private(tmp_path, file, old, new)
    assert len(found) == 1, [str(f) for f in found]
    assert str(found[0].source).startswith(f"{place}:")


def test_a_number_is_told_where_it_stands_alone(tmp_path: Path) -> None:
    old, new = "为社区老年人提供", "编号9913800138000，电话13800138000，为社区老年人提供"
    (found,) = private(tmp_path, "项目.yaml", old, new)
    line = (tmp_path / "2023" / "项目.yaml").read_text(encoding="utf-8").splitlines()[25]
    assert found.source
    assert found.source.column == line.index("电话") + 3
