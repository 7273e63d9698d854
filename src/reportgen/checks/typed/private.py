"""Text mode: numbers that belong to a person and must not be published, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Hit, Outcome, document_check
from reportgen.checks.engine.typed_texts import key_of, place_of, typed_texts
from reportgen.checks.typed.telling import hit
from reportgen.load import Loaded
from reportgen.model.finding import Level
from reportgen.model.private import PrivateNumber, digits_of, private_numbers
from reportgen.model.schema import Path

REMEDY = "个人信息不能公开，请删去；咨询电话写办公室座机"


@document_check(
    "C095",
    title="没有个人信息：手机号、身份证号、银行账号等",
    what="不写手机号、身份证号、护照和通行证号、银行账号、车牌、个人邮箱、微信号、家庭住址，中间隔着空格、点、短横的，全角的，用汉字写的都算；键、"
    "标题、文件名也看；办公室座机可以",
    why="公开以后收不回来",
    remedy="删去，或换成办公室座机",
    reader="领导",
    waivable=True,
)
def private_data_printed(printed: Printed) -> Iterator[Outcome]:
    told: set[str] = set()
    for path, text in typed_texts(printed.book.loaded):
        for number in private_numbers(text):
            told.add(digits_of(text[number.start : number.end]))
            yield _in_data(printed.book.loaded, path, text, number)
    for passage, start, number in printed.look_for(private_numbers):
        end = start + number.end - number.start
        if digits_of(passage.text[start:end]) in told or not (number.sure or passage.typed(start, end)):
            continue
        told.add(digits_of(passage.text[start:end]))
        problem, said = f"印出了{number.what}", number.hidden
        yield hit(printed, passage, start, end, problem, REMEDY, level=_level(number), said=said)
    for where, text in (("文件名和文件属性", printed.document.title), ("文件属性", printed.document.unit)):
        for number in private_numbers(text):
            if digits_of(text[number.start : number.end]) not in told:
                values = {"said": number.hidden, "problem": f"是{number.what}，写进了{where}", "where": where}
                yield Hit(values, where, None, REMEDY, _level(number))


def _level(number: PrivateNumber) -> Level:
    return Level.ERROR if number.sure else Level.WARNING


def _in_data(loaded: Loaded, path: Path, text: str, number: PrivateNumber) -> Hit:
    words = text[number.start : number.end]
    key = key_of(path)
    values = {"said": number.hidden, "problem": f"印出了{number.what}", "where": key}
    return Hit(values, key, place_of(loaded, path, words), REMEDY, _level(number))
