"""References: what a member reads when an answer fails, and the operator finds in every line that was logged for it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_BYTES = 3

_reference: ContextVar[str] = ContextVar("reference", default="")


@contextmanager
def referenced() -> Iterator[str]:
    """A new reference, which all that is logged bears while this is open, in tasks and threads started here too."""
    reference = secrets.token_hex(_BYTES)
    before = _reference.set(reference)
    try:
        yield reference
    finally:
        _reference.reset(before)


def current_reference() -> str:
    """The reference of what is being done; empty where it is no answer."""
    return _reference.get()
