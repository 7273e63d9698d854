"""A reader with a calculator: what is printed agrees with itself, whatever the program meant."""

import json
import re
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from reportgen.document.reading import places
from reportgen.document.tree import SVG, squeeze, text_of

UP, DOWN = ("增加", "增长", "追加"), ("减少", "下降", "调减")
BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "td", "th")


def amount(text):
    """A printed number; thousands separators and a per cent sign go."""
    return Decimal(text.replace(",", "").removesuffix("%"))


def one_place(value):
    """四舍五入 to one decimal place."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def told_before(element):
    """Every <data> in a block with the words that stand before it."""
    words = []

    def walk(e):
        words.append(e.text or "")
        for child in e:
            if child.tag == "data":
                yield child, "".join(words)
                words.append(text_of(child))
            elif child.tag != SVG:
                yield from walk(child)
            words.append(child.tail or "")

    yield from walk(element)


def direction(before):
    """+1 or −1 by the word right before a number, 0 when there is none."""
    word = before.rstrip()[-2:]
    return 1 if word in UP else -1 if word in DOWN else 0


class Reading:
    """What a reader can note down: keys with their numbers, signs from the words before them."""

    def __init__(self, body):
        self.numbers, self.before = {}, defaultdict(list)
        for block in body.iter():
            if block.tag in BLOCKS and not any(c.tag in BLOCKS for c in block.iter() if c is not block):
                for data, before in told_before(block):
                    self._note(data.get("data-key"), squeeze(text_of(data)), before)
        for figure in body.iter("figure"):
            for point in json.loads(figure.get("data-series") or "[]"):
                self._note(point["key"], point["text"], "")

    def _note(self, key, text, before):
        self.before[key].append((text, before))
        if re.fullmatch(r"-?[\d,]+(\.\d+)?%?", text):
            self.numbers[frozenset(key.split("."))] = amount(text) * (direction(before) or 1)

    def number(self, key):
        """The number printed for a key, in whatever order its parts are typed; None when not printed."""
        return self.numbers.get(frozenset(key.split(".")))

    def keys(self, *parts):
        """The printed keys that have one of these parts."""
        return [key for key in self.before if set(key.split(".")) & set(parts)]


@pytest.fixture(scope="session")
def body(sample):
    """The body of the composed document."""
    return sample.made.document.body


@pytest.fixture(scope="session")
def reading(body):
    """The reader's notes."""
    return Reading(body)


def at_stage(base, stage):
    """A record's key takes the 口径 as its column, any other as one more part."""
    return f"{base.rsplit('.', 1)[0]}.{stage}" if base.endswith(".决算数") else f"{base}.{stage}"


def inputs(reading, key):
    """Part and whole of a printed rate, as the reader finds them elsewhere in the report."""
    if ".增长率" in key:
        base = key.removesuffix(".增长率")
        now, change = reading.number(base), reading.number(f"{base}.增减额")
        return change, None if now is None or change is None else now - change
    if ".占." in key:
        part, whole = key.split(".占.")
        return reading.number(part), reading.number(whole)
    if ".完成率." in key:
        base, stage = key.split(".完成率.")
        return reading.number(base), reading.number(at_stage(base, stage))
    base = key.removesuffix(".执行率")
    if base in ("整体自评.基本支出", "整体自评.项目支出"):
        return reading.number(base), reading.number(f"{base}预算")
    return reading.number(f"{base}.执行数"), reading.number(f"{base}.{'预算数' if base == '整体自评' else '全年预算'}")


# -- rates and differences -------------------------------------------------------------------------


def test_every_printed_rate_is_the_quotient_of_printed_amounts(sample, reading):
    """Growth, share, completion and execution rates, recomputed from what is printed, to one place."""
    wrong, not_told, checked = [], set(), 0
    for key in reading.keys("增长率", "占", "完成率", "执行率"):
        part, whole = inputs(reading, key)
        if part is None or whole is None:
            not_told.add(key)
            continue
        checked += 1
        expected = one_place(part / whole * 100)
        if reading.number(key) != expected:
            wrong.append((key, reading.number(key), expected))
    assert wrong == []
    assert not not_told, "a rate is printed whose amounts no reader can find"
    assert checked > 20


def test_no_rate_is_printed_on_a_base_of_nought(reading):
    """A growth, completion or share of nothing is not a number."""
    rates = {key: inputs(reading, key)[1] for key in reading.keys("增长率", "占", "完成率", "执行率")}
    assert {key: whole for key, whole in rates.items() if whole is not None and whole <= 0} == {}


def test_100_per_cent_is_printed_without_a_decimal_and_every_other_rate_with_one(reading):
    """One way to print a rate: 100%, else one decimal place."""
    texts = {text for key in reading.keys("增长率", "占", "完成率", "执行率") for text, _ in reading.before[key]}
    assert [t for t in texts if t != "100" and not re.fullmatch(r"-?\d+\.\d", t)] == []


def test_every_change_is_the_difference_of_the_printed_years(sample, reading):
    """This year's printed figure less last year's, as last year's is printed or would be."""
    report, wrong = sample.made.book, []
    changes = reading.keys("增减额")
    for key in changes:
        base = key.removesuffix(".增减额")
        last = reading.number(f"上年.{base}")
        if last is None:
            last = amount(report.printed(report.resolve(f"上年.{base}")))
        if reading.number(key) != reading.number(base) - last:
            wrong.append((key, reading.number(key), reading.number(base), last))
    assert wrong == []
    assert len(changes) > 5


def test_every_gap_is_the_difference_from_the_printed_budget(reading):
    """比年初预算减少1.85万元, 追加565.70万元: the budget printed beside it gives the same."""
    wrong = []
    for key in reading.keys("差额"):
        base, stage = key.split(".差额.")
        dims = [part for part in base.split(".") if part != "全年预算"]  # a budget against another budget
        budget = reading.number(at_stage(".".join(dims), stage))
        if reading.number(key) != reading.number(base) - budget:
            wrong.append((key, reading.number(key), reading.number(base), budget))
    assert wrong == []


# -- direction words -------------------------------------------------------------------------------


def test_direction_words_agree_with_the_sign(body):
    """增加 and 增长 stand before a rise, 减少 and 下降 before a fall, and the number has no sign of its own."""
    wrong, seen = [], 0
    for place in places(body):
        if not {"增减额", "增长率", "差额"} & set(place.key.split(".")):
            continue
        (before,) = (
            b for block in body.iter() if block.tag in BLOCKS for d, b in told_before(block) if d is place.element
        )
        seen += 1
        value = Decimal(place.element.get("value"))
        word = (
            1
            if re.search(r"(增加|增长|追加)[^，。；\d]*$", before)
            else -1
            if re.search(r"(减少|下降|调减)[^，。；\d]*$", before)
            else 0
        )
        if word == 0 or word * value <= 0 or place.text.startswith("-"):
            wrong.append((place.key, str(value), before[-12:], place.text))
    assert wrong == []
    assert seen > 10


def test_amount_and_rate_of_one_change_go_the_same_way(body):
    """增加 goes with 增长 and 减少 with 下降 in one breath."""
    pairs = re.findall(r"(增加|减少)[\d,.]+万元，(增长|下降)[\d,.]+%", text_of(body))
    assert len(pairs) > 3
    assert set(pairs) <= {("增加", "增长"), ("减少", "下降")}


def test_more_or_less_than_the_budget_is_said_rightly(body):
    """支出决算数大于（小于）预算数 as the two amounts of the same sentence say."""
    sentence = re.compile(
        r"(?:年初|全年)预算为([\d,.]+)万元，(?:支出决算为([\d,.]+)万元|当年无支出)[^。]*?支出决算数(大于|小于)"
    )
    found = [m.groups() for p in body.iter("p") for m in sentence.finditer(text_of(p))]
    assert found
    for budget, spent, word in found:
        assert (amount(spent or "0") > amount(budget)) == (word == "大于"), (budget, spent, word)
        assert amount(spent or "0") != amount(budget)


# -- sums ------------------------------------------------------------------------------------------


def grid(table):
    """Body rows of a statutory table as [(class, text)] cells."""
    return [[((c.get("class") or "").split(), squeeze(text_of(c))) for c in row] for row in table.iterfind("tbody/tr")]


def nought(text):
    """An empty cell counts as nothing."""
    return amount(text) if text else Decimal(0)


def figures_of(row):
    """The numbers of a row in its columns."""
    return [nought(text) for kinds, text in row if "num" in kinds]


def adds_up(total, parts):
    """Rounded parts may miss a rounded total by half a hundredth each."""
    return abs(total - sum(parts)) <= Decimal("0.005") * (len(parts) + 1)


def statements(body):
    """The nine tables with title and notes."""
    for section in body.iter("section"):
        if section.get("class") == "statement":
            notes = " ".join(text_of(p) for p in section.iterfind("p[@class='note']"))
            yield squeeze(text_of(section.find("h2"))), grid(section.find("table")), notes


def test_subjects_add_up_to_their_parents(body):
    """合计 = Σ类, 类 = Σ款, 款 = Σ项 in every column of every table with subject codes."""
    wrong, sums = [], 0
    for title, rows, _ in statements(body):
        coded = {text: figures_of(row) for row in rows if len(row) > 1 for kinds, text in row[:1] if "code" in kinds}
        if not coded or any("code" in kinds for row in rows for kinds, _ in row[1:]):
            continue  # table 06 has its codes in three columns
        parents = {
            code: [c for c in coded if len(c) == (len(code) + 2 if code else 3) and c.startswith(code)]
            for code in coded
        }
        for code, children in parents.items():
            for column, total in enumerate(coded[code]):
                if children or not code:
                    sums += 1
                    if not adds_up(total, [coded[c][column] for c in children]):
                        wrong.append((title, code or "合计", column, total))
    assert wrong == []
    assert sums > 30


def test_economic_subjects_add_up(body):
    """Table 06: each 类 = Σ its 款, 人员经费合计 and 公用经费合计 = Σ their 类."""
    (rows,) = (rows for title, rows, _ in statements(body) if "基本支出决算明细" in title)
    money = {}
    for row in rows[:-1]:
        texts = [text for _, text in row]
        money.update(
            (code, nought(value)) for code, _, value in zip(texts[0::3], texts[1::3], texts[2::3], strict=True) if code
        )
    for parent in (code for code in money if len(code) == 3):
        children = [value for code, value in money.items() if len(code) == 5 and code.startswith(parent)]
        assert children
        assert adds_up(money[parent], children), parent
    (people, public) = figures_of(rows[-1])
    assert adds_up(people, [money["301"], money["303"]])
    assert adds_up(public, [value for code, value in money.items() if len(code) == 3 and code not in ("301", "303")])


def terms_of(text):
    """1＋2＋…＋8 and 1＋2−3 -> signed numbers."""
    text = re.sub(r"(\d+)＋(\d+)＋…＋(\d+)", lambda m: "＋".join(map(str, range(int(m[1]), int(m[3]) + 1))), text)
    return [(-1 if sign == "−" else 1, int(number)) for sign, number in re.findall(r"([＋−]?)(\d+)", text)]


def test_the_notes_under_the_tables_are_true(body):
    """27行＝（1＋2＋…＋8）行 and 1栏＝（2＋3）栏: the printed lines and columns add up as the notes say."""
    wrong, checked = [], 0
    for title, rows, notes in statements(body):
        lines = {}
        for row in rows:
            number = None
            for kinds, text in row:
                if "line" in kinds:
                    number = int(text) if text else None
                elif "num" in kinds and number:
                    lines.setdefault(number, []).append(nought(text))
        for total, terms in re.findall(r"(\d+)行＝（([^）]+)）行", notes):
            for column, value in enumerate(lines[int(total)]):
                checked += 1
                parts = [sign * lines[n][column] for sign, n in terms_of(terms)]
                if not adds_up(value, parts):
                    wrong.append((title, f"{total}行", column, value))
        for total, terms in re.findall(r"(\d+)栏(?:各行)?＝（([^）]+)）栏", notes):
            for row in rows:
                numbers = figures_of(row)
                checked += 1
                if not adds_up(numbers[int(total) - 1], [sign * numbers[n - 1] for sign, n in terms_of(terms)]):
                    wrong.append((title, f"{total}栏", row[0][1], numbers))
    assert wrong == []
    assert checked > 60


def test_income_and_spending_balance(body):
    """Tables 01 and 04 close: both 总计 are the same number."""
    closed = 0
    for title, rows, _ in statements(body):
        if "收入支出决算总表" in title:
            total = next(row for row in rows if row[0][1].replace("　", "") == "总计")
            income, spending = figures_of(total)[:2]
            assert income == spending > 0, title
            closed += 1
    assert closed == 2


def test_shares_of_one_whole_come_to_100(reading, body):
    """The shares that one sentence gives of one whole add up to 100 within their rounding."""
    wholes = {}
    for block in body.iter("p"):
        for data, _ in told_before(block):
            key = data.get("data-key")
            if re.fullmatch(r"支出\.\d{3}(\.一般公共)?\.占\..+", key):
                wholes.setdefault((block.get("id"), key.split(".占.")[1]), []).append(amount(text_of(data)))
    assert len(wholes) == 2
    for (place, whole), shares in wholes.items():
        assert abs(sum(shares) - 100) <= Decimal("0.05") * len(shares), (place, whole, shares)
