"""Publications that somebody changed, every hash mended: each is found and told, honest ones pass, nothing stops it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook

from clerk import EVERYTHING, run
from reportgen.build import assemble
from reportgen.environment import EnvironmentProblem, require_pdf
from reportgen.publish.folder import DICTIONARY, MANIFEST, REPORT, SHEET, Publication, publication
from reportgen.publish.verify import Verified, verify

pytestmark = pytest.mark.xdist_group("publish")
STEM = "2023年度某市江城区示例局部门决算公开"
CSV, OTHER = "开放数据/03 支出决算表.csv", "开放数据/02 收入决算表.csv"
PDF, BOOK = f"{STEM}.pdf", f"{STEM}.xlsx"
Files = dict[str, bytes]
Tamper = Callable[[Files], None]


@pytest.fixture(scope="module")
def honest() -> Publication:
    """The invented department's publication."""
    try:
        require_pdf()
    except EnvironmentProblem as problem:
        pytest.skip(str(problem))
    return publication(assemble(EVERYTHING), warn=lambda _: None)


def written(files: Files, folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def mended(files: Files) -> Files:
    """With the hashes of the files as they are now in the manifest."""
    try:
        manifest = json.loads(files[MANIFEST])
        manifest["输出"] = {n: hashlib.sha256(c).hexdigest() for n, c in files.items() if n != MANIFEST}
    except (KeyError, ValueError, RecursionError, TypeError):
        return files
    return {**files, MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode()}


def told(result: Verified) -> str:
    return "\n".join(map(str, result.findings))


# -- ways of tampering -------------------------------------------------------------------------------


def text(name: str, old: str, new: str) -> Tamper:
    """Words of a file replaced once."""

    def change(files: Files) -> None:
        content = files[name].decode()
        assert old in content, old
        files[name] = content.replace(old, new, 1).encode()

    return change


def told_in(name: str, edit: Callable[[dict], object]) -> Tamper:
    """A JSON file edited."""

    def change(files: Files) -> None:
        value = json.loads(files[name])
        edit(value)
        files[name] = json.dumps(value, ensure_ascii=False, indent=1).encode()

    return change


def cell(name: str, find: str, column: int, value: object) -> Tamper:
    """A cell of the row of a workbook that holds certain words."""

    def change(files: Files) -> None:
        book = load_workbook(io.BytesIO(files[name]), data_only=True)
        row = next(row for sheet in book for row in sheet.iter_rows() if any(find in str(c.value) for c in row))
        row[column].value = value
        out = io.BytesIO()
        book.save(out)
        files[name] = out.getvalue()

    return change


def formula(text: str) -> Tamper:
    """The first formula of the workbook replaced, with the result that is stored beside it left as it is."""

    def change(files: Files) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(files[BOOK])) as old, zipfile.ZipFile(out, "w") as new:
            left = [text.removeprefix("=")]
            for name in old.namelist():
                content = old.read(name)
                if left and name.startswith("xl/worksheets/") and b"<f>" in content:
                    content = re.sub(rb"<f>[^<]*</f>", f"<f>{left.pop()}</f>".encode(), content, count=1)
                new.writestr(name, content)
        files[BOOK] = out.getvalue()

    return change


def in_tree(edit: Callable[[object], None]) -> Tamper:
    """The PDF printed again from a tree that was edited, with the honest data enclosed."""

    def change(files: Files) -> None:
        import copy

        from reportgen.writers.formats import ENCLOSED
        from reportgen.writers.pdf import Enclosed, write_pdf

        document = assemble(EVERYTHING).document
        root = copy.deepcopy(document.root)
        edit(root)
        inside = [
            Enclosed(*ENCLOSED[form], files[name])
            for form, name in (("json", REPORT), ("xlsx", BOOK))
            if form in ENCLOSED
        ]
        files[PDF] = write_pdf(replace(document, root=root), inside).content

    return change


def words(old: str, new: str) -> Callable[[object], None]:
    def edit(root) -> None:
        for element in root.iter():
            for part in ("text", "tail"):
                have = getattr(element, part)
                if have and old in have and element.tag not in ("title", "style"):
                    setattr(element, part, have.replace(old, new, 1))
                    return
        raise AssertionError(old)

    return edit


def exchanged(one: str, other: str) -> Callable[[object], None]:
    """Two figures change places, each printed as often as before."""

    def edit(root) -> None:
        found = {key: next(e for e in root.iter("data") if e.get("data-key") == key) for key in (one, other)}
        found[one].text, found[other].text = found[other].text, found[one].text

    return edit


def in_table(section: str, key: str, text: str) -> Callable[[object], None]:
    """A figure of one table alone."""

    def edit(root) -> None:
        table = next(e for e in root.iter("section") if e.get("id") == section)
        next(e for e in table.iter("data") if e.get("data-key") == key).text = text

    return edit


def names_exchanged(section: str, one: str, other: str) -> Callable[[object], None]:
    """The names of two rows of a table change places: every word and every number stands there as often as before."""

    def edit(root) -> None:
        table = next(e for e in root.iter("section") if e.get("id") == section)
        found = {name: next(e for e in table.iter() if (e.text or "").strip() == name) for name in (one, other)}
        found[one].text, found[other].text = found[other].text, found[one].text

    return edit


def enclosed(name: str, old: bytes, new: bytes) -> Tamper:
    """The file in the PDF and the one beside it, changed alike."""

    def change(files: Files) -> None:
        beside = {"report.json": REPORT, "tables.xlsx": BOOK}[name]
        assert old in files[beside]
        files[beside] = files[beside].replace(old, new, 1)
        with pikepdf.open(io.BytesIO(files[PDF])) as pdf:
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, files[beside], filename=name)
            out = io.BytesIO()
            pdf.save(out)
        files[PDF] = out.getvalue()

    return change


def in_report(edit: Callable[[dict], object]) -> Tamper:
    """report.json edited, in the PDF and beside it, alike."""

    def change(files: Files) -> None:
        told_in(REPORT, edit)(files)
        enclosed("report.json", b"", b"")(files)

    return change


def valued(key: str, value: str) -> Callable[[dict], object]:
    return lambda report: figure(report, key).update({"值": value})


def in_dictionary(key: str, field: int, new: str, file: str = "report.json") -> Tamper:
    """A field of the line of a key or column."""

    def change(files: Files) -> None:
        rows = list(csv.reader(io.StringIO(files[DICTIONARY].decode("utf-8-sig"), newline="")))
        row = next(row for row in rows if row[0].endswith(file) and key in (row[1].strip(), row[2]))
        assert row[field] != new
        row[field] = new
        out = io.StringIO(newline="")
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
        files[DICTIONARY] = b"\xef\xbb\xbf" + out.getvalue().encode()

    return change


def formula_of(key: str, new: str, file: str = "report.json") -> Tamper:
    return in_dictionary(key, 5, new, file)


def renumbered(*gone: int) -> Tamper:
    """Lines of the check sheet deleted, the others numbered again."""

    def edit(book) -> None:
        sheet = book.worksheets[0]
        for row in sorted(gone, reverse=True):
            sheet.delete_rows(row)
        for number, row in enumerate(range(5, sheet.max_row + 1), 1):
            sheet.cell(row, 1).value = number

    return in_book(SHEET, edit)


def written_in(find: str, column: int, value: object) -> Tamper:
    """A cell of a line of the check sheet; its other lines keep their numbers."""
    return cell(SHEET, find, column, value)


def doubled(book) -> None:
    """A line of the check sheet twice, the others numbered again."""
    sheet = book.worksheets[0]
    sheet.insert_rows(8)
    for column in range(1, 9):
        sheet.cell(8, column).value = sheet.cell(7, column).value
    for number, row in enumerate(range(5, sheet.max_row + 1), 1):
        sheet.cell(row, 1).value = number


def in_book(name: str, edit: Callable[[object], object]) -> Tamper:
    """A workbook edited, with its formulas."""

    def change(files: Files) -> None:
        book = load_workbook(io.BytesIO(files[name]))
        edit(book)
        out = io.BytesIO()
        book.save(out)
        files[name] = out.getvalue()

    return change


def shown_as(code: str) -> Tamper:
    """A number printed by another format; the results of formulas are lost with it, which is told besides."""

    def edit(book) -> None:
        row = next(row for sheet in book for row in sheet.iter_rows() if any(str(c.value) == "2080102" for c in row))
        next(cell for cell in row if cell.number_format.startswith("#,##0.00")).number_format = code

    return in_book(BOOK, edit)


def turned(was: str, now: str) -> Callable[[object], None]:
    """The first answer of one kind becomes another."""

    def edit(book) -> None:
        rows = book.worksheets[0].iter_rows(min_row=4)
        next(row[3] for row in rows if row[3].value == was).value = now

    return edit


def in_pdf(edit: Callable[[pikepdf.Pdf], None]) -> Tamper:
    """The PDF with something put in, its words left as they are."""

    def change(files: Files) -> None:
        with warnings.catch_warnings(), pikepdf.open(io.BytesIO(files[PDF])) as pdf:
            warnings.simplefilter("ignore")  # of a field that no form has
            edit(pdf)
            out = io.BytesIO()
            pdf.save(out)
        files[PDF] = out.getvalue()

    return change


def noted(**more: object) -> Callable[[pikepdf.Pdf], None]:
    """A note on a page."""

    def edit(pdf: pikepdf.Pdf) -> None:
        made = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[100, 100, 300, 300], **more))
        page = pdf.pages[2]
        page.Annots = pikepdf.Array([*page.get("/Annots", []), made])

    return edit


def scripted(pdf: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.OpenAction = pdf.make_indirect(script)


def titled(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = pikepdf.String("别的报告")


def boxed(pdf: pikepdf.Pdf) -> None:
    """A white box over the middle of a page."""
    pdf.pages[-2].contents_add(b"\nq 1 1 1 rg 60 60 450 700 re f Q\n", prepend=False)


def swap(one: str, other: str) -> Tamper:
    def change(files: Files) -> None:
        files[one], files[other] = files[other], files[one]

    return change


def put(name: str, content: bytes) -> Tamper:
    return lambda files: files.__setitem__(name, content)


def without(name: str) -> Tamper:
    return lambda files: files.__delitem__(name)


def cut(name: str, share: float) -> Tamper:
    return lambda files: files.__setitem__(name, files[name][: int(len(files[name]) * share)])


def figure(value: dict, key: str) -> dict:
    return next(one for one in value["数"] if one["键"] == key)


def bomb(name: str) -> bytes:
    """An Office file that unpacks to a gigabyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10):
            archive.writestr(f"{name}{number}.xml", b"0" * (100 << 20))
    return out.getvalue()


DEEP = b'{"\xe6\x95\xb0": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
FIGURES: dict[str, tuple[Tamper, str]] = {
    "a figure of the manifest": (
        text(MANIFEST, '"支出.2080102": "193.00"', '"支出.2080102": "193.01"'),
        "清单里 支出.2080102",
    ),
    "a figure less in the manifest": (told_in(MANIFEST, lambda m: m["数"].pop("支出.2080102")), "清单里 支出.2080102"),
    "a figure more in the manifest": (told_in(MANIFEST, lambda m: m["数"].update({"支出.999": "1"})), "支出.999"),
    "the unit of the manifest": (told_in(MANIFEST, lambda m: m.update({"单位": "别的局"})), "清单里的「单位」"),
    "the year of the manifest": (told_in(MANIFEST, lambda m: m.update({"年度": 2022})), "清单里的「年度」"),
    "no figures in the manifest": (told_in(MANIFEST, lambda m: m.pop("数")), "清单里没有「数」"),
    "figures that are a list": (told_in(MANIFEST, lambda m: m.update({"数": [1, 2]})), "清单里没有「数」"),
    "a name in the dictionary": (text(DICTIONARY, "2023年度 收入总计", "2023年度 支出总计"), "数据字典.csv"),
    "a unit in the dictionary": (
        text(DICTIONARY, '"收入总计","2023年度 收入总计","万元"', '"收入总计","2023年度 收入总计","元"'),
        "名称、单位或出处",
    ),
    "a line less in the dictionary": (
        text(DICTIONARY, '"report.json","收入总计"', '"report.json","收入总数"'),
        "没有「收入总计」",
    ),
    "another unit of a table": (
        text(DICTIONARY, '"本年支出合计","本年支出合计","万元"', '"本年支出合计","本年支出合计","元"'),
        "的单位是",
    ),
    "an empty dictionary": (put(DICTIONARY, b""), "不是数据字典的样子"),
    "an amount of the check sheet": (
        cell(SHEET, "公开收入支出决算总表", 5, "2023年度收入总计9,883.55万元"),
        "9,883.55",
    ),
    "a page of the check sheet": (cell(SHEET, "公开收入支出决算总表", 4, "412"), "第 412 页"),
    "an answer of the check sheet": (cell(SHEET, "公开收入支出决算总表", 3, "大概是"), "大概是"),
    "an answer turned to no": (in_book(SHEET, turned("是", "否")), "矛盾"),
    "a line less in the check sheet": (
        in_book(SHEET, lambda book: book.worksheets[0].delete_rows(9)),
        "少了或多了一行",
    ),
    "fewer places in a cell": (shown_as("#,##0;-#,##0;;@"), "数字格式"),
    "a format that prints another number": (shown_as('"999.00"'), "数字格式"),
    "a format in thousands": (shown_as("#,##0.00,"), "数字格式"),
    "a format that hides": (shown_as(";;;"), "数字格式"),
    "the PDF, words over it": (in_pdf(noted(Subtype=pikepdf.Name.FreeText)), "批注（FreeText）"),
    "the PDF, a stamp": (in_pdf(noted(Subtype=pikepdf.Name.Stamp)), "批注（Stamp）"),
    "the PDF, a field": (in_pdf(noted(Subtype=pikepdf.Name.Widget)), "批注（Widget）"),
    "the PDF, a link that runs a program": (
        in_pdf(noted(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.Launch))),
        "会运行别的东西",
    ),
    "the PDF, a script": (in_pdf(scripted), "/OpenAction"),
    "the PDF, another title of the file": (in_pdf(titled), "别的报告"),
    "the PDF, a white box": (in_pdf(boxed), "盖在字上面"),
    "another book as the check sheet": (swap(SHEET, BOOK), "检查表"),
    "a CSV": (text(CSV, "193.00", "193.01"), "「193.01」"),
    "a code of a CSV": (text(CSV, '"2080102"', '"2080103"'), "2080103"),
    "a head of a CSV": (text(CSV, "本年支出合计", "支出合计"), "支出合计"),
    "a CSV in other words": (lambda f: f.__setitem__(CSV, f[CSV].replace(b"\r\n", b"\n")), "写法不同"),
    "two CSVs swapped": (swap(CSV, OTHER), "report.json 里是"),
    "a CSV emptied": (put(CSV, b""), "行，report.json 里是"),
    "an exact value of the report": (
        told_in(REPORT, lambda r: figure(r, "支出.2080102").update({"值": "293"})),
        "支出.2080102 的值是 293，却印作「193.00」",
    ),
    "a formula with the right result": (formula("=B999"), "它的算式「=B999」得出的不同"),
    "a formula that is no sum": (formula("=B6*1"), "不是 publish 写的样子"),
    "a cell of the workbook": (cell(BOOK, "2080102", 2, 193.01), "report.json 里（收入.2080102）"),
    "a word in the workbook": (cell(BOOK, "2080102", 1, "别的事务"), "别的事务"),
    "report.json, a table": (text(REPORT, '"文字": "193.00"', '"文字": "193.01"'), "193.01"),
    "report.json, a figure": (
        told_in(REPORT, lambda r: figure(r, "支出.2080102").update({"印作": "193.01"})),
        "193.01",
    ),
    "report.json, a figure less": (
        told_in(REPORT, lambda r: r["数"].remove(figure(r, "支出.2080102"))),
        "支出.2080102",
    ),
    "report.json, a sentence": (text(REPORT, "拟订示例事务的规划和政策", "拟订示例事务的规划和法规"), "规划和法规"),
    "words beside and inside the PDF": (
        enclosed("report.json", "规划和政策".encode(), "规划和法规".encode()),
        "规划和法规",
    ),
    "the PDF, an amount": (in_tree(words("620.35", "621.35")), "621.35"),
    "the PDF, a whole number": (in_tree(words("25", "52")), "PDF"),
    "the PDF, a word": (in_tree(words("拟订示例事务的规划和政策", "拟订示例事务的规划和法规")), "规划和政策"),
    "the PDF, more for less": (in_tree(words("增加", "减少")), "增加"),
    "the PDF, a sentence more about nothing": (in_tree(words("拟订示例事务的规划和政策", "拟订规划")), "PDF"),
    "the PDF, two cells exchanged": (in_tree(exchanged("支出.2080102", "支出.2080101")), "PDF"),
    "the PDF, a cell of one table": (
        in_tree(in_table("t-spending", "支出.2080102", "193.01")),
        "《支出决算表》一般行政管理事务「本年支出合计」印的是 193.01，report.json 里 支出.2080102 是",
    ),
    "the PDF, the names of two rows exchanged": (
        in_tree(names_exchanged("t-basic", "基本工资", "津贴补贴")),
        "PDF 里没有这一行",
    ),
    "the PDF, another title": (in_tree(words("收入支出决算总表", "支出收入决算总表")), "决算总表"),
    "the PDF of another report": (lambda f: f.__setitem__(PDF, _other_pdf()), "PDF"),
    "the manifest, all of another": (told_in(MANIFEST, lambda m: m.update({"数": {"收入总计": "1"}})), "清单里"),
}
UNDECIDED_BEFORE: dict[str, tuple[Tamper, str]] = {
    # formulas of the dictionary
    "a rate of another base": (formula_of("收入总计.增长率", "收入总计.增减额 ÷ 上年.支出总计"), "收入总计.增长率"),
    "a rate the other way round": (formula_of("收入总计.增长率", "上年.收入总计 ÷ 收入总计.增减额"), "收入总计.增长率"),
    "a change of sign": (formula_of("收入总计.增减额", "收入总计 + 上年.收入总计"), "收入总计.增减额"),
    "a share of another whole": (
        formula_of("支出.基本支出.占.本年支出合计", "支出.基本支出 ÷ 支出总计"),
        "支出.基本支出.占.本年支出合计",
    ),
    "a rate by another budget": (
        formula_of("三公.合计.决算数.完成率.预算数", "三公.合计.决算数 ÷ 三公.公务接待费.预算数"),
        "三公.合计.决算数.完成率.预算数",
    ),
    "a total with another term": (
        formula_of("收入总计", "本年收入合计 + 使用非财政拨款结余 + 年末结转和结余"),
        "版式里是",
    ),
    "a total with a term less": (formula_of("支出总计", "本年支出合计 + 年末结转和结余"), "版式里是"),
    "a total with a sign turned": (formula_of("人员.在职", "人员.行政 − 人员.事业"), "由公开的数算出来是"),
    "a rate that is no longer told to be one": (formula_of("收入总计.增长率", ""), "要有自己的算式"),
    "a rate that becomes a sum": (formula_of("收入总计.增长率", "收支数据中有关各行之和"), "要有自己的算式"),
    "a stated figure that is made a sum": (
        formula_of("三公.公务接待费.决算数", "三公.公务用车运行维护费.决算数"),
        "由公开的数算出来是",
    ),
    "a score of another weight": (formula_of("整体自评.执行得分", "30 × 整体自评.执行率"), "由公开的数算出来是"),
    "another count": (formula_of("项目.合计.个数", "自评表的行数"), "项目表的行数"),
    "a formula of a column": (formula_of("本年支出合计", "（基本支出至经营支出之和）", "支出决算表.csv"), "的算式是"),
    "a formula of a column away": (formula_of("本年支出合计", "", "03 支出决算表.csv"), "的算式是"),
    "a formula of a row": (formula_of("总计", "本年收入合计", "01 收入支出决算总表.csv"), "的算式是"),
    "a column that gets one": (formula_of("基本支出", "项目支出", "03 支出决算表.csv"), "的算式是"),
    "what a column means": (in_dictionary("基本支出", 4, "没有用的钱", "03 支出决算表.csv"), "的含义是"),
    "what a column is called": (in_dictionary("基本支出", 2, "人员支出", "03 支出决算表.csv"), "的名称是"),
    "the note of a table": (in_dictionary("", 4, "注：没有注", "03 支出决算表.csv"), "的含义是"),
    "a field that gets a formula": (formula_of("数/值", "数/印作"), "不是算出来的"),
    # exact values, in the PDF's copy as well
    "a cell's value beyond print": (in_report(valued("支出.2080102", "193.004")), "193.004"),
    "a total's value beyond print": (in_report(valued("收入总计", "9883.5451")), "收入总计"),
    "a rate's value beyond print": (in_report(valued("收入总计.增长率", "5.6789")), "收入总计.增长率"),
    "a share's value as printed": (
        in_report(lambda r: (f := figure(r, "支出.基本支出.占.本年支出合计")).update({"值": f["印作"].rstrip("%")})),
        "支出.基本支出.占.本年支出合计",
    ),
    "a score's value beyond print": (
        in_report(lambda r: (f := figure(r, "整体自评.得分")).update({"值": str(Decimal(f["值"]) + Decimal("0.001"))})),
        "整体自评.得分",
    ),
    "a chart's value beyond print": (
        in_report(lambda r: r["图"][0]["数据"][1].update({"值": r["图"][0]["数据"][1]["值"] + "1"})),
        "图里",
    ),
    "a place that there is not": (
        in_report(lambda r: figure(r, "收入总计")["出处"][0].update({"段落": "part-9"})),
        "报告里没有",
    ),
    # the check sheet
    "a line less, the others renumbered": (renumbered(9), "少了 1 条"),
    "the last line less": (
        in_book(SHEET, lambda book: book.worksheets[0].delete_rows(book.worksheets[0].max_row)),
        "少了 1 条",
    ),
    "the first line less": (renumbered(5), "少了 1 条"),
    "three lines less": (renumbered(7, 12, 20), "少了 3 条"),
    "a line twice": (in_book(SHEET, doubled), "多出的是"),
    "an item in other words": (written_in("公开收入支出决算总表", 2, "公开收入决算总表"), "少了 1 条"),
    "another aspect": (written_in("公开收入支出决算总表", 1, "真实性"), "版式的检查表里是"),
    "another basis": (written_in("公开收入支出决算总表", 7, "无"), "版式的检查表里是"),
    "another title": (cell(SHEET, "决算公开情况检查表", 0, "别的检查表"), "表头"),
    "another unit": (cell(SHEET, "单位：", 0, "单位：别的局　　年度：2023"), "表头"),
    "yes for what did not happen": (in_book(SHEET, turned("不适用", "是")), "矛盾"),
    "what did not happen for yes": (written_in("公开收入支出决算总表", 3, "不适用"), "矛盾"),
    "no answer where there was one": (in_book(SHEET, turned("是", "")), "矛盾"),
    "a page where something else stands": (written_in("公开收入支出决算总表", 4, "1"), "那一页上没有"),
    "a page away": (written_in("公开收入支出决算总表", 4, ""), "没有写页码"),
    "a number of another figure": (written_in("公开支出决算表", 5, "2023年度本年支出合计193.00万元"), "作这一项的数"),
}
FIGURES |= UNDECIDED_BEFORE
SHAPES: dict[str, tuple[Tamper, str]] = {
    "deep brackets in report.json": (put(REPORT, DEEP), "report.json 读不懂"),
    "deep brackets in the manifest": (put(MANIFEST, DEEP), "V001"),
    "deep objects": (put(REPORT, b'{"a":' * 100_000 + b"1" + b"}" * 100_000), "report.json 读不懂"),
    "open brackets": (put(REPORT, b"[" * 100_000), "report.json 读不懂"),
    "a number of 100,000 digits": (put(REPORT, b'{"\xe6\x95\xb0": ' + b"9" * 100_000 + b"}"), "report.json 读不懂"),
    "no JSON": (put(REPORT, b"\xff\xfe"), "report.json 读不懂"),
    "a list": (put(REPORT, b"[]"), "report.json 读不懂"),
    "blocks that are no blocks": (told_in(REPORT, lambda r: r.update({"内容": [1, 2]})), "report.json 读不懂"),
    "figures that are no figures": (told_in(REPORT, lambda r: r.update({"数": [1]})), "读不懂"),
    "figures without places": (told_in(REPORT, lambda r: [one.pop("出处") for one in r["数"]]), "读不懂"),
    "charts that are none": (told_in(REPORT, lambda r: r.update({"图": 7})), "读不懂"),
    "a title that is a number": (told_in(REPORT, lambda r: r.update({"标题": 7})), "7.pdf"),
    "a cell over a thousand million rows": (text(REPORT, '"跨行": ', '"跨行": 1000000000'), "读不懂"),
    "the PDF cut short": (cut(PDF, 0.5), "不是完整的 PDF"),
    "the PDF cut at its head": (cut(PDF, 0.01), "不是完整的 PDF"),
    "the PDF cut at its end": (cut(PDF, 0.98), "PDF"),
    "an empty PDF": (put(PDF, b""), "不是完整的 PDF"),
    "words as the PDF": (put(PDF, b"%PDF-1.7\n1 0 obj\n"), "不是完整的 PDF"),
    "the workbook cut short": (cut(BOOK, 0.5), "不是完整的 Excel 文件"),
    "the workbook cut at its end": (cut(BOOK, 0.97), "不是完整的 Excel 文件"),
    "an empty workbook": (put(BOOK, b""), "不是完整的 Excel 文件"),
    "a workbook that is a bomb": (put(BOOK, b"bomb"), "解开以后太大"),
    "a check sheet that is a bomb": (put(SHEET, b"bomb"), "解开以后太大"),
    "a zip of nothing as the workbook": (lambda f: f.__setitem__(BOOK, _zip({"a": b""})), "不是完整的 Excel 文件"),
    "the check sheet cut short": (cut(SHEET, 0.5), "检查表.xlsx"),
    "a sheet that is no check sheet": (lambda f: f.__setitem__(SHEET, f[BOOK]), "检查表"),
    "hashes that are numbers": (
        put(MANIFEST, json.dumps({"格式": "reportgen publication 1", "输出": {"a": 7}}).encode()),
        "V001",
    ),
    "a manifest that is a list": (put(MANIFEST, b"[]"), "V001"),
    "a manifest of a build": (
        put(MANIFEST, json.dumps({"格式": "reportgen manifest 1", "输出": {}}).encode()),
        "只有一部分格式",
    ),
    "no report.json": (without(REPORT), "V0"),
    "no PDF": (without(PDF), "每一份公开稿都有这个文件"),
    "no workbook": (without(BOOK), "V0"),
    "no check sheet": (without(SHEET), "V0"),
    "no dictionary": (without(DICTIONARY), "V0"),
    "a CSV that went": (without(CSV), "V0"),
    "a file that came": (put("说明.txt", b"x"), "说明.txt"),
}
HASHED = {
    "hashes that are numbers",
    "no report.json",
    "no workbook",
    "no check sheet",
    "no dictionary",
    "a CSV that went",
    "a file that came",
}
"""Without its line in the manifest a file that is missing is found by what it belongs to; these are as they lie."""


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _other_pdf() -> bytes:
    from datetime import date

    from reportgen.document import Document
    from reportgen.document.tree import parse
    from reportgen.writers.pdf import write_pdf

    tree = parse(
        "<html><head><title>别的</title></head><body><section class='part' id='p'><h1>别的</h1></section></body></html>"
    )
    return write_pdf(Document(tree, "别的", "某局", 2023, date(2024, 1, 1))).content


@pytest.mark.parametrize("case", FIGURES)
def test_what_was_changed_is_found_although_every_hash_is_mended(
    honest: Publication, tmp_path: Path, case: str
) -> None:
    tamper, said = FIGURES[case]
    files = dict(honest.files)
    tamper(files)
    result = verify(written(mended(files), tmp_path))
    assert not result.agrees
    assert said in told(result)
    assert "V003" not in told(result)


@pytest.mark.parametrize("case", SHAPES)
def test_a_file_of_any_shape_is_a_finding_and_no_traceback(honest: Publication, tmp_path: Path, case: str) -> None:
    tamper, said = SHAPES[case]
    files = dict(honest.files)
    tamper(files)
    for name, content in files.items():
        if content == b"bomb":
            files[name] = bomb("xl/worksheets/sheet")
    result = verify(written(files if case in HASHED else mended(files), tmp_path))
    assert not result.agrees
    assert said in told(result), told(result)


@pytest.mark.parametrize("name", [MANIFEST, REPORT, DICTIONARY, SHEET, CSV, OTHER, PDF, BOOK])
@pytest.mark.parametrize("what", ["a byte", "cut", "away", "twice"])
def test_whatever_happens_to_one_file_is_found(honest: Publication, tmp_path: Path, name: str, what: str) -> None:
    files = dict(honest.files)
    content = files[name]
    if what == "away":
        del files[name]
    else:
        half = len(content) // 2
        files[name] = {
            "a byte": content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :],
            "cut": content[:half],
            "twice": content + content,
        }[what]
    result = verify(written(files, tmp_path))
    assert not result.agrees
    assert any(name in str(f) for f in result.findings)


STRAYS = [
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    f"~${STEM[:8]}.xlsx",
    "开放数据/.DS_Store",
    "开放数据/._report.json",
    ".~lock.检查表.xlsx#",
    "__MACOSX/._x",
    "ehthumbs.db",
    "~WRL0001.tmp",
]


def test_stray_files_of_the_system_are_named_and_left_out(honest: Publication, tmp_path: Path) -> None:
    result = verify(written({**honest.files, **dict.fromkeys(STRAYS, b"x")}, tmp_path))
    assert told(result) == ""
    assert set(result.strays) == set(STRAYS)
    said = run("verify", tmp_path, code=0).output
    assert all(name in said for name in STRAYS)
    assert "这份公开稿完整、一致" in said


@pytest.mark.parametrize("name", ["盖章.pdf", "DS_Store", "~说明.docx", "Thumbs.db.txt", "报告.tmp.pdf", ".隐藏.json"])
def test_other_files_are_no_strays(honest: Publication, tmp_path: Path, name: str) -> None:
    assert "V004" in told(verify(written({**honest.files, name: b"x"}, tmp_path)))


def test_a_stray_file_does_not_stop_publish_from_seeing_the_same(honest: Publication, tmp_path: Path) -> None:
    from reportgen.publish.folder import write

    write(honest, tmp_path, tmp_path / "up")
    (tmp_path / "up/.DS_Store").write_bytes(b"x")
    assert not write(honest, tmp_path, tmp_path / "up").written


def test_a_file_that_is_far_too_large_is_not_read(honest: Publication, tmp_path: Path) -> None:
    with (written(honest.files, tmp_path) / PDF).open("wb") as file:
        file.truncate(300 << 20)
    assert "太大" in told(verify(tmp_path))


def test_names_in_other_bytes_are_told(honest: Publication, tmp_path: Path) -> None:
    written(honest.files, tmp_path)
    (tmp_path / "说明.txt".encode("gbk").decode("utf-8", "surrogateescape")).write_bytes(b"x")
    assert "V004" in run("verify", tmp_path, code=1).output


def test_what_the_publication_alone_cannot_tell_is_said(honest: Publication, tmp_path: Path) -> None:
    files = dict(honest.files)
    in_report(valued("政府采购.工程.金额", "20.004"))(files)
    said = run("verify", written(mended(files), tmp_path), code=0).output
    assert (
        "没有核对　没有数据，这些没有核对：这些数是不是由单位的数据算出来的；政府采购.工程.金额 没有四舍五入的「值」"
        in said
    )


def test_an_edition_that_is_not_here_is_said(honest: Publication, tmp_path: Path) -> None:
    files = dict(honest.files)
    told_in(MANIFEST, lambda m: m["版式"].update({"名称": "ours-2099"}))(files)
    result = verify(written(mended(files), tmp_path))
    assert result.agrees
    assert "检查表该有哪几条、数据字典里各栏的算式（清单里写的版式不在这里，或改过）" in result.unchecked


def test_what_was_published_is_found_whole(honest: Publication, tmp_path: Path) -> None:
    assert told(verify(written(dict(honest.files), tmp_path))) == ""


# -- made again --------------------------------------------------------------------------------------


def again(honest: Publication, monkeypatch: pytest.MonkeyPatch, files: Files) -> None:
    monkeypatch.setattr("reportgen.publish.again.publication", lambda *_, **__: replace(honest, files=files))


def other_bytes(honest: Publication, **manifest: object) -> Files:
    """The same report, printed by other libraries or in other faces."""
    files = {**honest.files, PDF: honest.files[PDF] + b"\n%other\n"}
    value = json.loads(files[MANIFEST])
    for name, told in manifest.items():
        value[name] = {**value[name], **told} if isinstance(told, dict) else told
    return mended({**files, MANIFEST: json.dumps(value, ensure_ascii=False).encode()})


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ({"版本": {"weasyprint": "99.0"}}, "weasyprint 99.0"),
        ({"版本": {"python": "3.99.0", "XlsxWriter": "9.9"}}, "python 3.99.0"),
        ({"字体": ["SimSun"]}, "公开时的字体是 SimSun，现在是"),
    ],
)
def test_other_libraries_or_fonts_are_said_as_such(
    honest: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: dict, said: str
) -> None:
    again(honest, monkeypatch, dict(honest.files))
    result = verify(written(other_bytes(honest, **there), tmp_path), EVERYTHING)
    assert result.agrees
    assert [f.code for f in result.findings] == ["V020"]
    assert said in told(result)
    assert "数据、版式没有变" in told(result)
    assert said in result.proven[-1]


def test_other_bytes_by_the_same_libraries_are_no_matter_of_versions(
    honest: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again(honest, monkeypatch, dict(honest.files))
    result = verify(written(other_bytes(honest), tmp_path), EVERYTHING)
    assert {f.code for f in result.findings} == {"V009"}


def test_other_libraries_do_not_excuse_another_figure(
    honest: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again(honest, monkeypatch, dict(honest.files))
    files = other_bytes(honest, 版本={"weasyprint": "99.0"})
    text(CSV, "193.00", "193.01")(files)
    result = verify(written(mended(files), tmp_path), EVERYTHING)
    assert not result.agrees
    assert "V009" in told(result)


def test_another_edition_is_told_by_its_file(
    honest: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again(honest, monkeypatch, dict(honest.files))
    manifest = json.loads(honest.files[MANIFEST])
    manifest["版式"]["文件"]["print.css"]["sha256"] = "0"
    files = other_bytes(honest, 版式={"文件": manifest["版式"]["文件"]})
    result = verify(written(files, tmp_path), EVERYTHING)
    assert "V021" in told(result)
    assert "print.css" in told(result)


def test_so_many_ways_were_tried() -> None:
    assert len(FIGURES) + len(SHAPES) >= 70
