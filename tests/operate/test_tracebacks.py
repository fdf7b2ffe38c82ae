"""Tracebacks say where and of what kind, and quote nobody."""

import sys

import pytest

from bot.errors import MemberError, OutsideError
from bot.operate.tracebacks import ExcInfo, traceback_of, without_words_of
from tests.planted import ODD_WORDS


def caught(error: BaseException, cause: BaseException | None = None) -> ExcInfo:
    """What a handler of this exception finds."""
    try:
        raise error from cause
    except BaseException:
        kind, one, trace = sys.exc_info()
        assert kind is not None
        assert one is not None
        return kind, one, trace


@pytest.mark.parametrize("kind", [KeyError, ValueError, MemberError, AssertionError, LookupError, Exception])
def test_what_may_quote_a_member_is_left_out_and_the_place_is_told(kind: type[Exception]) -> None:
    told = traceback_of(caught(kind(ODD_WORDS)))
    assert ODD_WORDS not in told
    assert f"{kind.__name__}: (what it says is left out)" in told
    assert "test_tracebacks.py" in told


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), OutsideError("Slack is gone."), TypeError("no str here")]
)
def test_what_cannot_quote_a_member_is_told(error: Exception) -> None:
    assert str(error) in traceback_of(caught(error))


def test_the_exceptions_that_led_to_it_are_told_first_and_quote_nobody_either() -> None:
    told = traceback_of(caught(OutsideError("Out of reach."), caught(ValueError(ODD_WORDS))[1]))
    assert ODD_WORDS not in told
    assert told.index("ValueError") < told.index("OutsideError: Out of reach.")


def test_an_exception_on_the_way_is_told_unless_it_was_put_aside() -> None:
    def on_the_way(is_put_aside: bool) -> str:
        try:
            try:
                raise KeyError(ODD_WORDS)
            except KeyError:
                if is_put_aside:
                    raise ValueError(ODD_WORDS) from None
                raise ValueError(ODD_WORDS)  # noqa: B904 (that is what is tried here)
        except ValueError as error:
            return traceback_of((type(error), error, error.__traceback__))

    assert ODD_WORDS not in on_the_way(False) + on_the_way(True)
    assert "KeyError" in on_the_way(False)
    assert "KeyError" not in on_the_way(True)


def test_each_exception_of_a_group_is_told() -> None:
    told = traceback_of(caught(ExceptionGroup(ODD_WORDS, [KeyError(ODD_WORDS), OSError(5, "Input/output error")])))
    assert ODD_WORDS not in told
    assert "KeyError" in told
    assert "Input/output error" in told


def test_exceptions_that_led_to_one_another_are_told_once() -> None:
    first, second = KeyError(ODD_WORDS), ValueError(ODD_WORDS)
    first.__context__, second.__context__ = second, first
    assert traceback_of((KeyError, first, None)).count("left out") == 2


def test_a_note_on_an_exception_is_left_out() -> None:
    error = OSError(5, "Input/output error")
    error.add_note(ODD_WORDS)
    assert ODD_WORDS not in traceback_of(caught(error))


@pytest.mark.parametrize(
    "text", [f"Failed (error: {ODD_WORDS})", f"future: <Task exception=ValueError('{ODD_WORDS}')>"]
)
def test_a_sentence_in_which_a_library_quotes_the_exception_quotes_it_no_longer(text: str) -> None:
    told = without_words_of(ValueError(ODD_WORDS), text)
    assert ODD_WORDS not in told
    assert "ValueError" in told
