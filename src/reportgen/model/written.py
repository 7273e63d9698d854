"""A person's words, with the place in the data where they stand."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ValidatorFunctionWrapHandler, WrapValidator

PARAGRAPH = "¶"
"""Before the number of a paragraph, from the second on: 主要职能¶2."""


class Written(str):
    """A text that knows its address: its dotted path, in which rows go by their names (项目文字.社保.改进措施.1)."""

    address: str

    def __new__(cls, text: str, address: str) -> Written:
        """The text at an address."""
        made = super().__new__(cls, text)
        made.address = address
        return made

    def strip(self, chars: str | None = None) -> Written:
        """Without blanks at its ends, still at its address."""
        return Written(super().strip(chars), self.address)

    def rstrip(self, chars: str | None = None) -> Written:
        """Without blanks at its end, still at its address."""
        return Written(super().rstrip(chars), self.address)

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override] # str's has one; copies and pickles need both
        return str(self), self.address


def address_of(text: object) -> str:
    """Where a text stands in the data; '' for what nobody wrote there."""
    return text.address if isinstance(text, Written) else ""


def _as_written(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    validate(value)
    return value if isinstance(value, Written) else validate(value)


Prose = Annotated[str, WrapValidator(_as_written)]
"""Words that are printed as a person wrote them: the model keeps their address."""
