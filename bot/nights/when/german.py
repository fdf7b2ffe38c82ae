"""German ways to say a time, rewritten as our own grammar of times knows them."""

import re
from collections.abc import Callable

_WEEKDAYS = {
    "mo": "montag",
    "di": "dienstag",
    "mi": "mittwoch",
    "do": "donnerstag",
    "fr": "freitag",
    "sa": "samstag",
    "so": "sonntag",
}
_SHORT = "|".join(_WEEKDAYS)
_LONG = "|".join((*_WEEKDAYS.values(), "sonnabend"))
_NEAR = "heute|gestern|overmorrow"
_PARTS = {
    "morgen": "morning",
    "früh": "morning",
    "vormittag": "morning",
    "mittag": "mittag",
    "nachmittag": "afternoon",
    "abend": "evening",
    "nacht": "night",
}
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        (
            *"zwei drei vier fünf|fuenf sechs sieben acht neun zehn elf zwölf|zwoelf".split(),
            *"dreizehn vierzehn fünfzehn|fuenfzehn sechzehn siebzehn achtzehn neunzehn zwanzig".split(),
            *"einundzwanzig zweiundzwanzig dreiundzwanzig vierundzwanzig".split(),
        ),
        start=2,
    )
    for word in words.split("|")
} | {"dreißig": "30", "dreissig": "30", "fünfundvierzig": "45", "fuenfundvierzig": "45"}
_SPEAKS_GERMAN = re.compile(r"\b(?:uhr|um|jede[nrsm]?|den|und|oder|gegen|abends?|nächste[nrs]?|kommenden?|diesen)\b")
_SHORT_ANYWHERE = re.compile(rf"\b(?!so (?:gegen|um|circa|ca)\b)({_SHORT})\b")
_SHORT_IN_FRONT = re.compile(rf"^({_SHORT})(?= \d)(?!.*\d ?[ap]m)")
# In this order: spellings, numbers, clock times, which then stand as digits before the parts of a day are looked for.
_REWRITINGS: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\bnaechste", "nächste"),
        (r"\bfrueh\b", "früh"),
        (r"\buebermorgen\b", "overmorrow"),
        (r"^so um\b", "sonntag gegen"),
        (r"\bso (?:gegen|um|circa|ca)\b|\bkurz (?:nach|vor)\b", "gegen"),
        (r"\bin einer halben stunde\b", "in 30 minuten"),
        (r"\bin einer dreiviertelstunde\b", "in 45 minuten"),
        (r"\bin einer viertelstunde\b", "in 15 minuten"),
        (r"\b(?:anderthalb|eineinhalb) stunden\b", "90 minuten"),
        (rf"\b(?:{'|'.join(_NUMBERS)})\b", lambda found: _NUMBERS[found[0]]),
        (r"\b(?:um eins|ein uhr)\b", "um 1 uhr"),
        (r"\bhalb (\d{1,2})\b", lambda found: f"{_before(found[1])}:30"),
        (r"\bviertel nach (\d{1,2})\b", r"\1:15"),
        (r"\bviertel vor (\d{1,2})\b|\bdreiviertel (\d{1,2})\b", lambda found: f"{_before(found[1] or found[2])}:45"),
        (r"\b(\d{1,2})(?: ?uhr)? (?:-|bis) (\d{1,2}) ?uhr\b", r"\1 uhr bis \2 uhr"),
        (r"(?<![\d.:])(\d{1,2})(?:[.:]([0-5]\d))? ?uhr(?: ([0-5]\d))?\b(?!:)", lambda found: _clock(*found.groups())),
        (r"\bum (?=\d)", "at "),
        (rf"\b({_LONG}|{_NEAR}|morgen)({_PART})(s?)\b", r"\1\3 \2"),
        (rf"\b({_LONG}|{_NEAR}|morgen|jeden|am) ({_PART})s?\b", lambda found: f"{found[1]} {_PARTS[found[2]]}"),
        (r"\b(?:jeden|jede) (?=morning|afternoon|evening|night)", "every day "),
        (r"\b(?:at )?12(?::00)? mittags?\b|\bmittags?(?: at 12(?::00)?)?(?!\w)", "12pm"),
        (r"\b(?:at )?(?:12(?::00)? |0:00 )?mitternachts?\b", "12am"),
        (r"\bmorgens\b|\bfrüh\b|\bvormittags?\b", "morning"),
        (r"\bnachmittags?\b", "afternoon"),
        (r"\b(?:täglich|taeglich)\b", "every day"),
        (r"\b(?:werktags|wochentags)\b", "every weekday"),
        (r"\b(?:am|den|zum) (\d{1,2})\.(?= at | \d{1,2}:|$)", r"\1th"),
    )
]


def out_of_german(plain: str) -> str:
    """The words with what German says in its own way said in ours; those of other languages stay as they are.

    Two letters name a weekday in front of a number, and anywhere beside German words: "so" and "do" are English too.
    """
    if _SPEAKS_GERMAN.search(plain):
        plain = _SHORT_ANYWHERE.sub(lambda found: _WEEKDAYS[found[1]], plain)
    plain = _SHORT_IN_FRONT.sub(lambda found: _WEEKDAYS[found[1]], plain)
    for pattern, written in _REWRITINGS:
        plain = pattern.sub(written, plain)
    return plain


def _before(hour: str) -> int:
    """The hour before this one, on a dial."""
    return (int(hour) - 2) % 12 + 1


def _clock(hour: str, minute: str | None, minute_behind: str | None) -> str:
    return f"{hour}:{minute or minute_behind or '00'}"
