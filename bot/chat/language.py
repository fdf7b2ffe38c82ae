"""The language the bot speaks: its words are English, and each other language has catalogues of what they mean there.

Catalogues are gettext's, `languages/<code>/*.po`; the English text is the message. Which language is spoken is set
around an answer with `speaking`; the words themselves ask for none.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ENGLISH = "en"
_CATALOGUES = Path(__file__).with_name("languages")

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


def languages() -> tuple[str, ...]:
    """The codes of the languages the bot speaks, English first."""
    return (ENGLISH, *sorted(folder.name for folder in _CATALOGUES.iterdir() if folder.is_dir()))


def spoken() -> str:
    """The code of the language that is spoken now."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """While this is open, words are said in the language of this code; in English where there is no such catalogue."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def _(message: str, /, **values: object) -> str:
    """The message in the language spoken now, with the values in the places that name them."""
    return _translations(spoken()).gettext(message).format(**values)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The message that fits the count, which it may name `{count}`, in the language spoken now."""
    return _translations(spoken()).ngettext(one, many, count).format(count=count, **values)


def to_translate(message: str) -> str:
    """Marks a message that is told later, by `_`, for the catalogues; returns it as it is."""
    return message


@cache
def _translations(language: str) -> gettext.NullTranslations:
    folder = _CATALOGUES / language
    return _read(language, folder) if language != ENGLISH and folder.is_dir() else gettext.NullTranslations()


def _read(language: str, folder: Path) -> gettext.GNUTranslations:
    """One catalogue out of all files of the language."""
    whole = Catalog(locale=language)
    for file in sorted(folder.glob("*.po")):
        with file.open("rb") as lines:
            for message in read_po(lines, locale=language):
                if message.id and message.string:
                    whole[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
