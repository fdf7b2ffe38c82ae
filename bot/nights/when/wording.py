"""One way of writing for the many ways in which times are typed."""

import re
import unicodedata

from bot.nights.when.german import out_of_german

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_PARTS = "morning|afternoon|evening|night"
_REWRITINGS = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"[’`´]", "'"),
        (r"@", " at "),
        (r"~", " around "),
        (r"[?!,;()\"]", " "),
        (rf"\b(?:{'|'.join(_NUMBERS)})\b", lambda found: str(_NUMBERS.index(found[0]) + 1)),
        (r"\b([ap])\.\s?m\b\.?", r"\1m"),
        (r"(?<=[^\W\d])\.", " "),
        (r"\bo'? ?clock\b", "oclock"),
        (r"\bhalf an? hour\b", "30 minutes"),
        (r"\bhalf past (\d{1,2})\b|\bhalf past (\d{1,2})(?=[ap]m)", lambda found: f"{found[1] or found[2]}:30"),
        (r"\bquarter past (\d{1,2})(?!\d)", r"\1:15"),
        (r"\bquarter to (\d{1,2})(?!\d)", lambda found: f"{(int(found[1]) - 2) % 12 + 1}:45"),
        (r"\b(?:12 )?(?:noon|midday)\b", "12pm"),
        (r"\b(?:12 )?midnight\b", "12am"),
        (rf"\bin the ({_PARTS})\b", r"\1"),
        (rf"\bthis ({_PARTS})\b|\bce (soir)\b", lambda found: f"today {found[1] or found[2]}"),
        (r"\b(?:the )?day after tomorrow\b|\bübermorgen\b|\baprès-demain\b", "overmorrow"),
        (r"\bnext month\b", "nextmonth"),
        (r"\bdaily\b|\beveryday\b", "every day"),
        (r"\b(\d{4})-(\d\d)-(\d\d)t?(?=\s|\d|$)", r"\1/\2/\3 "),
        (r"[-–—]", " - "),
        (r"(?<=\d|m) ?(?:- )?ish\b", " ish"),
        (r"(?<=[^\W\d])/(?=[^\W\d])", " or "),
        (r"\b((?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)(?=\d)", r"\1 "),
        (r"\s+", " "),
    )
]


def plainly(words: str) -> str:
    """The same words in lower case, numbers as digits, and marks that carry no meaning gone."""
    plain = unicodedata.normalize("NFKC", words).lower()
    for pattern, written in _REWRITINGS:
        plain = pattern.sub(written, plain)
    return " ".join(out_of_german(plain.strip()).split())
