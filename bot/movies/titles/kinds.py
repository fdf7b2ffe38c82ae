"""What part a word plays in titles and queries, and which parts are light."""

from enum import IntEnum, auto

from bot.movies.titles.numbers import number_of
from bot.movies.titles.talk import AROUND_A_TITLE, ARTICLES, SMALL_WORDS, STRUCTURE_WORDS, TALK


class Kind(IntEnum):
    """The part that a word plays; `FIRST` is the number one, which names the first film as its bare title does."""

    CONTENT = auto()
    NUMBER = auto()
    TALK = auto()
    FIRST = auto()
    ARTICLE = auto()
    SMALL = auto()
    STRUCTURE = auto()
    AROUND = auto()

    @property
    def is_light(self) -> bool:
        """Whether people leave out such a word of a title without a thought."""
        return self >= Kind.FIRST


def kind_of(word: str) -> Kind:
    """The part that a word plays wherever it stands."""
    if word in ARTICLES:
        return Kind.ARTICLE
    if word in SMALL_WORDS:
        return Kind.SMALL
    if word in AROUND_A_TITLE:
        return Kind.AROUND
    if word in STRUCTURE_WORDS:
        return Kind.STRUCTURE
    if (number := number_of(word)) is not None:
        return Kind.FIRST if number == 1 else Kind.NUMBER
    return Kind.TALK if word in TALK else Kind.CONTENT
