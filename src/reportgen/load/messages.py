"""An error of libyaml's -> what it says, in Chinese, and what to look at."""

from __future__ import annotations

import yaml

LOOK = "请看这一行和上一行的缩进、冒号和引号"
PROBLEMS: dict[str, tuple[str, str]] = {
    "mapping values are not allowed in this context": (
        "这里不该有冒号",
        "一行里只能有一个“键: 值”；值里有冒号就加引号，上一行若是键也要有冒号",
    ),
    "could not find expected ':'": (
        "这一行像是一个键，却没有“: ”",
        "请在键后面写半角冒号和一个空格；若是上一段文字的续行，请缩进到和它对齐",
    ),
    "mapping keys are not allowed in this context": (
        "? 开头的值被 YAML 当成了记号",
        "还不知道请写 待填；要印问号就加引号",
    ),
    "block sequence entries are not allowed in this context": (
        "这里不该有列表的短横",
        "列表要另起一行，缩进在键的下面",
    ),
    "found character that cannot start any token": ("值不能用这个字符开头", "请给整个值加上引号"),
    "found unexpected end of stream": ("引号没有关上", "请在值的末尾补上引号"),
    "found unexpected document indicator": ("引号没有关上", "请在值的末尾补上引号"),
    "found unknown escape character": ("双引号里的反斜杠不对", "请改用单引号"),
    "did not find expected hexdecimal number": ("双引号里的反斜杠不对", "请改用单引号"),
    "found invalid Unicode character escape code": ("双引号里的反斜杠不对", "请改用单引号"),
    "found a tab character where an indentation space is expected": ("缩进用了制表符", "请改用空格缩进"),
    "found a tab character that violates indentation": ("缩进用了制表符", "请改用空格缩进"),
    "found a tab character": ("缩进用了制表符", "请改用空格缩进"),
    "did not find expected comment or line break": (
        "| 或 > 后面不能再写字",
        "文字请从下一行起写，并缩进；值若以 > 开头，请加引号",
    ),
    "found an indentation indicator equal to 0": ("| 或 > 后面不能再写字", "文字请从下一行起写，并缩进"),
    "did not find expected key": (
        "这里应当是一个键，或者上面的值还没有完",
        "请看这一行的缩进是不是和同级的键对齐；值里有引号、方括号时整个加引号",
    ),
    "did not find expected '-' indicator": (
        "这里应当是列表的下一条（- 开头），或者上面的值还没有完",
        "请看短横有没有对齐；值里有引号时整个加引号",
    ),
    "did not find expected ',' or ']'": ("方括号里少了逗号，或没有关上", "请用半角逗号和一个空格隔开，末尾写 ]"),
    "did not find expected ',' or '}'": ("花括号里少了逗号，或没有关上", "请用半角逗号和一个空格隔开，末尾写 }"),
    "did not find expected node content": ("这里应当有一个值", "请看是不是多了一个逗号或括号"),
    "did not find expected <document start>": ("前面的内容已经结束，这里又有新的内容", "请看缩进，并去掉 ... 和 %"),
    "did not find expected alphabetic or numeric character": (
        "* 或 & 开头的值被 YAML 当成了记号",
        "请给整个值加上引号",
    ),
    "found undefined alias": ("* 开头的值被 YAML 当成了记号", "请给整个值加上引号"),
    "found duplicate anchor": ("& 开头的值被 YAML 当成了记号", "请给整个值加上引号"),
    "exceeded maximum nesting depth": ("括号嵌套得太深", "请把内容写平"),  # the parser stops before we count
    "but found another document": ("文件中间有 ---，后面的内容成了另一份", "请删掉 --- 这一行"),
}
CONTEXTS: dict[str, tuple[str, str]] = {
    "while scanning a directive": ("% 开头的行被 YAML 当成了指令", "请把 % 写在数后面，如 90%"),
    "while scanning a tag": ("! 开头的值被 YAML 当成了记号", "请给整个值加上引号"),
    "while parsing a tag": ("! 开头的值被 YAML 当成了记号", "请给整个值加上引号"),
    "while scanning an anchor": ("& 开头的值被 YAML 当成了记号", "请给整个值加上引号"),
    "while scanning an alias": ("* 开头的值被 YAML 当成了记号", "请给整个值加上引号"),
}


def in_chinese(error: yaml.YAMLError) -> tuple[str, str]:
    """What is wrong, and what to do."""
    problem, context = str(getattr(error, "problem", "") or ""), str(getattr(error, "context", "") or "")
    message = PROBLEMS.get(problem) or CONTEXTS.get(context)
    return message or ("YAML 读不懂这里", LOOK)


def too_deep(error: yaml.YAMLError) -> bool:
    """Whether the parser itself gave up on the depth, as newer ones do."""
    return "nesting depth" in str(getattr(error, "problem", "") or "")


def place_of(error: yaml.YAMLError) -> tuple[int, int]:
    """Line and column (from 0) to look at: for what was never closed, where it was opened."""
    problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    open_ended = str(getattr(error, "problem", "")).startswith(("found unexpected", "did not find expected ','"))
    mark = context if open_ended and context and problem and problem.line != context.line else problem or context
    return (mark.line, mark.column) if mark else (0, 0)
