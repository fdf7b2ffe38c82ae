"""The language the bot speaks: its words are English, and each other language has catalogues of what they mean there.

Catalogues are gettext's, `languages/<code>/*.po`; the English text is the message. Which language is spoken is set
around an answer with `speaking`; the words themselves ask for none.
"""

import gettext
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_datetime
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_group_symbol

from bot.errors import ReelmatesError

ENGLISH = "en"
CATALOGUES = Path(__file__).with_name("languages")

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)
_taught: dict[str, gettext.NullTranslations] = {}


def languages() -> tuple[str, ...]:
    """The codes of the languages the bot speaks, English first."""
    return (ENGLISH, *_written(), *_taught)


def language_of(locale: str) -> str:
    """The code of the language of a platform's locale, as in "de-AT" or "de_DE"; "" where the bot does not speak it."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    return language if language in languages() else ""


def language_called(words: str) -> str | None:
    """The code of the language of this name: "de", "german", "Deutsch"; None for one that the bot does not speak."""
    said = words.strip().casefold()
    return next(
        (one for one in languages() if said in (one, in_english(one).casefold(), own_name(one).casefold())), None
    )


def in_english(language: str) -> str:
    """The English name of a language."""
    return _locale(language).get_language_name(ENGLISH) or language


def own_name(language: str) -> str:
    """What a language calls itself."""
    return _locale(language).get_language_name() or language


def name_of(language: str) -> str:
    """The name of a language in the one spoken now."""
    return _locale(language).get_language_name(_locale(spoken())) or language


def spoken() -> str:
    """The code of the language that is spoken now."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """While this is open, words are said in the language of this code; in English where the bot does not speak it."""
    before = _spoken.set(language if language in languages() else ENGLISH)
    try:
        yield
    finally:
        _spoken.reset(before)


def _(message: str, /, **values: object) -> str:
    """The message in the language spoken now, with the values in the places that name them."""
    language = spoken()
    found = message if language == ENGLISH else _translations(language).gettext(message)
    return found.format(**values) if values else found


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The message that fits the count, which it may name `{count}`, in the language spoken now."""
    found = _translations(spoken()).ngettext(one, many, count)
    return found.format(**{"count": number(count), **values})


def to_translate(message: str) -> str:
    """Marks a message that is told later, by `_`, for the catalogues; returns it as it is."""
    return message


def in_every_language(message: str) -> frozenset[str]:
    """A message without places as it is told in each of the languages: to know one's own words again."""
    return frozenset(message if one == ENGLISH else _translations(one).gettext(message) for one in languages())


def told(error: ReelmatesError) -> str:
    """What a member is told of an error, in the language spoken now; one worded already stays as it is."""
    values = {name: number(value) if isinstance(value, int) else value for name, value in error.values.items()}
    return _(error.message, **values)


def number(value: int) -> str:
    """A number as it is written in the language spoken now: "331,000"."""
    return str(value) if value < 1000 else format_decimal(value, locale=_locale(spoken()))


def group_mark() -> str:
    """What stands between the thousands of a number in the language spoken now."""
    return get_group_symbol(_locale(spoken()))


def joined(names: Sequence[str]) -> str:
    """Names in a sentence: "A, B and C"."""
    return format_list(names, locale=_locale(spoken()))


def day_and_time(local: datetime) -> str:
    """A moment by its own clocks: "Friday, 20 November 2026, 20:00"."""
    return dated(local, _("EEEE, d MMMM y, HH:mm"))


def dated(local: datetime, pattern: str) -> str:
    """The time by a pattern of the Unicode locale data ("EEEE, d MMMM"), its words in the language spoken now."""
    return format_datetime(local, pattern, locale=_locale(spoken()))


def teach(language: str, translations: gettext.NullTranslations) -> None:
    """Lets the bot speak one language more, which no catalogue holds."""
    _taught[language] = translations


def forget_taught() -> None:
    """From now on the bot speaks the languages of its catalogues alone."""
    _taught.clear()


@cache
def _written() -> tuple[str, ...]:
    return tuple(sorted({file.parent.name for file in CATALOGUES.glob("*/*.po")}))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language == ENGLISH or language in _taught else language)


def _translations(language: str) -> gettext.NullTranslations:
    return _taught.get(language) or _read(language)


@cache
def _read(language: str) -> gettext.NullTranslations:
    """One catalogue out of all files of the language."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    whole = Catalog(locale=language)
    for file in sorted((CATALOGUES / language).glob("*.po")):
        with file.open("rb") as lines:
            for message in read_po(lines, locale=language):
                if message.id and message.string:
                    whole[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
