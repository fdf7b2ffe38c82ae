"""Numbers in titles: digits, words, Roman numerals and ordinals mean the same."""

import re
from collections.abc import Iterator

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ROMANS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix".split()

_VALUE_OF_WORD = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * tens for tens, word in enumerate(_TENS, start=2)
}
_VALUE_OF_ORDINAL = {word: value for value, word in enumerate(_ORDINALS)}
_VALUE_OF_ROMAN = {numeral: value for value, numeral in enumerate(_ROMANS, start=1)}
_NUMERIC_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_UNIT = "|".join(_UNITS[1:10])
_TEEN = "|".join(_UNITS[10:])
_TEN = "|".join(_TENS)
_BELOW_100 = rf"(?:(?:{_TEN})(?: (?:{_UNIT}))?|{_TEEN}|{_UNIT})"
_BELOW_1000 = rf"(?:(?:{_BELOW_100} )?hundred(?:(?: and)? {_BELOW_100})?)"
_THOUSANDS = rf"(?:(?:{_BELOW_1000}|{_BELOW_100}) )?thousand(?:(?: and)? (?:{_BELOW_1000}|{_BELOW_100}))?"
_YEAR = rf"(?P<century>{_TEEN}|twenty) (?P<rest>(?:{_TEN})(?: (?:{_UNIT}))?|{_TEEN})"
_PHRASE = re.compile(rf"(?P<before>\s)(?:{_YEAR}|{_THOUSANDS}|{_BELOW_1000}|(?:{_TEN}) (?:{_UNIT}))(?!\w)")
_AND_A_HALF = re.compile(r" and a half(?!\w)")


def number_of(word: str) -> int | None:
    """The cardinal that a word stands for, "4", "four" and "iv" alike; None for other words."""
    if word.isascii() and word.isdigit() and len(word) < 5:
        return int(word)
    return _VALUE_OF_WORD.get(word, _VALUE_OF_ROMAN.get(word))


def other_writings(word: str) -> Iterator[str]:
    """How else a word that is a number can be written: "4" gives "four" and "iv", "6th" gives "sixth"."""
    if (value := number_of(word)) is not None:
        yield from (str(value), *_words_for(value, _UNITS), *_words_for(value - 1, _ROMANS))
        yield from (tens for tens, its_value in _VALUE_OF_WORD.items() if its_value == value >= 20)
    elif (value := _VALUE_OF_ORDINAL.get(word)) is not None:
        yield f"{value}{'st' if value == 1 else 'nd' if value == 2 else 'rd' if value == 3 else 'th'}"
    elif found := _NUMERIC_ORDINAL.fullmatch(word):
        yield from _words_for(int(found[1]), _ORDINALS)


def with_digits(folded: str) -> str:
    """Number phrases of several words as digits: "twenty eight days" becomes "28 days"."""
    return _AND_A_HALF.sub(" 1 2", _PHRASE.sub(_phrase_in_digits, f" {folded}")[1:])


def _words_for(value: int, words: list[str]) -> list[str]:
    return words[value : value + 1] if value >= 0 else []


def _phrase_in_digits(phrase: re.Match[str]) -> str:
    if phrase["century"]:
        return phrase["before"] + _value_of(phrase["century"]) + _value_of(phrase["rest"])
    return phrase["before"] + _value_of(phrase[0])


def _value_of(phrase: str) -> str:
    total = group = 0
    for word in phrase.split():
        if word == "thousand":
            total, group = total + 1000 * (group or 1), 0
        elif word == "hundred":
            group = 100 * (group or 1)
        elif word != "and":
            group += _VALUE_OF_WORD[word]
    return str(total + group)
