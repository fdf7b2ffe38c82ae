"""What a process remembers for a while, and may forget at any time."""

from typing import TypeVar

_MOST_REMEMBERED = 10_000

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def remember(memory: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    """Remembers the value as the newest, and lets the oldest go where there are too many."""
    memory.pop(key, None)
    memory[key] = value
    if len(memory) > _MOST_REMEMBERED:
        del memory[next(iter(memory))]
