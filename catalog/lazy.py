"""What is found out once for each object, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class cached_property(Generic[T]):  # noqa: N801 (as the standard library names it)
    """`functools.cached_property` without its lock, as from Python 3.12 on.

    Before, one lock stands for the property of all objects, and is held while a value is found out: whoever asks the
    database for one keeps everybody waiting who wants the like of another record. Two threads that ask one object at the
    same time may both find out.
    """

    def __init__(self, find_out: Callable[[Any], T]) -> None:
        self._find_out = find_out
        self.__doc__ = find_out.__doc__

    def __set_name__(self, _: type, name: str) -> None:
        """Python tells the name."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type | None = None) -> T: ...
    def __get__(self, instance: object | None, owner: type | None = None) -> Self | T:
        """The value, which from then on is the object's own attribute."""
        if instance is None:
            return self
        value = self._find_out(instance)
        instance.__dict__[self._name] = value
        return value
