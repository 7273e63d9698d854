"""What a template may ask, with its page on it: a sentence for those who make editions,
and an example that prints something.

`docs/template-reference.md` is made of these pages; a test holds that nothing is without one and that every example
prints in a sample.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

PAGE = "__page__"
T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Page:
    """One thing that a template may ask; `keys` are the places of the arguments that are keys of figures."""

    says: str
    example: str
    keys: tuple[int, ...] = ()


def documented(says: str, example: str, *, keys: tuple[int, ...] = ()) -> Callable[[F], F]:
    """A function that templates call."""

    def mark(function: F) -> F:
        setattr(function, PAGE, Page(says, example, keys))
        return function

    return mark


class Value(Generic[T]):
    """A value that templates read: a property with its page."""

    def __init__(self, make: Callable[[Any], T], page: Page) -> None:
        self.make = make
        self.__doc__ = make.__doc__
        setattr(self, PAGE, page)

    @overload
    def __get__(self, owner: None, kind: type) -> Value[T]: ...

    @overload
    def __get__(self, owner: object, kind: type) -> T: ...

    def __get__(self, owner: object | None, kind: type) -> Value[T] | T:
        return self if owner is None else self.make(owner)


def value(says: str, example: str) -> Callable[[Callable[[Any], T]], Value[T]]:
    """A value that templates read."""
    return lambda make: Value(make, Page(says, example))


def pages_of(kind: type) -> dict[str, Page]:
    """What of a class templates may ask, in the order in which it stands there, what it inherits first."""
    return {
        name: page
        for part in reversed(kind.__mro__)
        for name, member in vars(part).items()
        if (page := getattr(member, PAGE, None)) is not None
    }


def offered(owner: object) -> dict[str, Any]:
    """What of an object templates may ask, by its name."""
    return {name: getattr(owner, name) for name in pages_of(type(owner))}
