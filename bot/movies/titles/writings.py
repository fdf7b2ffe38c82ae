"""Other ways in which people write one word: British and American, abbreviated, as a number, in digits for letters."""

import re
from collections.abc import Iterator

from bot.movies.titles import numbers

_SAME = (
    "doctor dr",
    "mister mr",
    "missus mrs",
    "saint st",
    "street st",
    "mount mt",
    "fort ft",
    "versus vs v",
    "volume vol",
    "part pt",
    "episode ep",
    "brothers bros",
    "boulevard blvd",
    "junior jr",
    "senior sr",
    "sergeant sgt",
    "captain capt cpt",
    "colonel col",
    "general gen",
    "lieutenant lt",
    "professor prof",
    "company co",
    "incorporated inc",
    "christmas xmas",
    "television tv",
    "number no",
    "okay ok",
    "and n",
    "you u ya",
    "your ur",
    "are r",
    "to 2",
    "for 4",
    "be b",
    "night nite",
    "through thru",
    "light lite",
    "love luv",
    "boys boyz",
    "until till",
    "gray grey",
    "mom mum",
    "pajamas pyjamas",
    "airplane aeroplane",
    "tire tyre",
    "curb kerb",
    "check cheque",
    "whiskey whisky",
    "mustache moustache",
    "jewelry jewellery",
    "judgment judgement",
    "program programme",
    "donut doughnut",
    "story storey",
    "skeptic sceptic",
    "plow plough",
)
_OTHERS: dict[str, list[str]] = {}
for _group in map(str.split, _SAME):
    for _word in _group:
        _OTHERS.setdefault(_word, []).extend(other for other in _group if other != _word)

# American and British endings, each way round; what is no word simply isn't found in the vocabulary.
_ENDINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=\w\w)our(?=(?:s|ed|ing|ful|able|ite|ites|less|hood)?$)", "or"),
        (r"(?<=\w\w)or(?=(?:s|ed|ing|ful|able|ite|ites|less|hood)?$)", "our"),
        (r"(?<=\w)tre(?=s?$)", "ter"),
        (r"(?<=\w)ter(?=s?$)", "tre"),
        (r"ogue(?=s?$)", "og"),
        (r"og(?=s?$)", "ogue"),
        (r"(?<=\w)ence(?=s?$)", "ense"),
        (r"(?<=\w)ense(?=s?$)", "ence"),
        (r"(?<=\w)ll(?=(?:ed|ing|er|ers)$)", "l"),
        (r"(?<=\w)l(?=(?:ed|ing|er|ers)$)", "ll"),
        (r"(?<=\w\w)is(?=(?:e|ed|es|er|ing|ation)$)", "iz"),
        (r"(?<=\w\w)iz(?=(?:e|ed|es|er|ing|ation)$)", "is"),
    )
)
_LETTERS_FOR_DIGITS = str.maketrans("0134578", "oieastb")
_MIXED = re.compile(r"(?=.*\d)(?=.*[^\W\d])")


def other_number(word: str) -> str:
    """The word with an s at its end when it has none, without it when it has one: a plural, or a possessive."""
    return word[:-1] if word.endswith("s") else f"{word}s"


def other_writings(word: str) -> Iterator[str]:
    """Every other way this folded word may be written; some are no words at all."""
    yield from _OTHERS.get(word, ())
    yield from (number for number in numbers.other_writings(word) if number != word)
    for ending, replacement in _ENDINGS:
        if (other := ending.sub(replacement, word, count=1)) != word:
            yield other
    if _MIXED.match(word):
        yield word.translate(_LETTERS_FOR_DIGITS)
