"""Words to commands and back: one grammar behind typed lines, slash commands and buttons."""

import difflib
import re
from collections.abc import Callable
from typing import assert_never

from bot.chat.commands import (
    DEFAULT_COUNT,
    ENTRIES,
    MOST_AT_ONCE,
    About,
    Command,
    Forget,
    Help,
    Instead,
    Judge,
    More,
    Recommend,
    ShowTaste,
    Unclear,
    Undo,
    Unknown,
    UseSpace,
    Why,
)
from bot.chat.filters import UnknownFilter, read_filters, spell_filters
from bot.recommend.filters import Filters
from bot.taste.profile import Verdict

PREFIX = "!"
LONGEST_LINE = 2000
LONGEST_TOKEN = 100
"""What Discord lets a button carry."""

_VERDICT_WORDS = {Verdict.LIKE: "like", Verdict.DISLIKE: "dislike", Verdict.SEEN: "seen"}
# Controls, halves of characters and marks that turn the direction of writing: nobody means them, and they harm answers.
_NEVER_MEANT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_IN_LIST = re.compile(r"(?P<film>#\d{1,9}) in (?P<list_id>[a-z0-9]{4,12})", re.ASCII)
_INSTEAD = re.compile(r"#(?P<movie_id>\d{1,9}) (?P<verdict>like|dislike|seen) (?P<words>.+)", re.ASCII | re.DOTALL)
_ON_A_LIST = re.compile(r"#\d{1,9}|\d{1,4}", re.ASCII)
_COUNT = re.compile(r"(?<!\S)(?P<count>\d|(?<!h )\d\d)(?=\s+(?!m\b|min|h\b|hrs?\b|hours?\b)|$)")


def addressed(line: str, prefix: str = PREFIX, is_direct: bool = False) -> str | None:
    """The words meant for the bot: those behind the prefix, or the bare line in a direct talk; None otherwise."""
    line = line.strip()
    if line.startswith(prefix) and re.match(r"\s?\w", line[len(prefix) :]):
        return line[len(prefix) :].strip()
    return line if is_direct and line else None


def parse(words: str) -> Command:
    """The command that the words say; never raises, words that say none give `Unclear`."""
    words = _NEVER_MEANT.sub("", words).strip()
    if len(words) > LONGEST_LINE:
        return Unclear(f"That is too long for me; please keep it under {LONGEST_LINE} characters.", "help")
    name, rest = (*words.split(maxsplit=1), "", "")[:2]
    read = _READERS.get(name.lower())
    if read is None:
        return _unknown(words, name.lower())
    return read(rest)


def spell(command: Command) -> str:
    """The words that `parse` reads back as this command: what a button carries.

    An unclear command is spelled as what may have been meant.
    """
    match command:
        case Judge(verdict, films, None):
            return f"{_VERDICT_WORDS[verdict]} {'; '.join(films)}"
        case Judge(verdict, films, list_id):
            return f"{_VERDICT_WORDS[verdict]} {films[0]} in {list_id}"
        case Instead(movie_id, verdict, words):
            return f"instead #{movie_id} {_VERDICT_WORDS[verdict]} {words}"
        case Forget(film):
            return f"forget {film}"
        case ShowTaste(page):
            return "taste" if page == 1 else f"taste {page}"
        case Recommend(count, filters):
            return _spell_recommend(count, filters)
        case More(list_id):
            return f"more {list_id}" if list_id else "more"
        case Why(film, list_id):
            return f"why {film} in {list_id}" if list_id else f"why {film}"
        case Undo():
            return "undo"
        case UseSpace(space):
            return f"space {space}"
        case Help():
            return "help"
        case About():
            return "about"
        case Unclear(_, nearest):
            return nearest
        case Unknown(words):
            return words
        case _:
            assert_never(command)


def _spell_recommend(count: int, filters: Filters) -> str:
    parts = ["recommend"]
    if count != DEFAULT_COUNT:
        parts.append(str(count))
    if filters != Filters():
        parts.append(spell_filters(filters))
    return " ".join(parts)


def _judge(verdict: Verdict) -> Callable[[str], Command]:
    word = _VERDICT_WORDS[verdict]

    def read(rest: str) -> Command:
        if found := _IN_LIST.fullmatch(rest):
            return Judge(verdict, (found["film"],), found["list_id"])
        films = tuple(title.strip() for title in re.split(r"[;\n]", rest) if title.strip())
        if not films:
            return Unclear(f"Which film? Say it like this: {word} The Matrix", "help")
        return Judge(verdict, films)

    return read


def _instead(rest: str) -> Command:
    found = _INSTEAD.fullmatch(rest)
    if not found:
        return Unclear("That is said by a button only; undo takes your latest change back.", "undo")
    verdict = next(verdict for verdict, word in _VERDICT_WORDS.items() if word == found["verdict"])
    return Instead(int(found["movie_id"]), verdict, found["words"].strip())


def _forget(rest: str) -> Command:
    return Forget(rest) if rest else Unclear("Which film shall I forget? Say it like this: forget Titanic", "taste")


def _taste(rest: str) -> Command:
    return ShowTaste(max(1, int(rest))) if re.fullmatch(r"\d{1,4}", rest) else ShowTaste()


def _recommend(rest: str) -> Command:
    count = DEFAULT_COUNT
    if found := _COUNT.search(rest):
        count = int(found["count"])
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    if not 1 <= count <= MOST_AT_ONCE:
        return Unclear(f"I can show 1 to {MOST_AT_ONCE} films at once.", f"recommend {MOST_AT_ONCE}")
    try:
        return Recommend(count, read_filters(rest))
    except UnknownFilter as unknown:
        word = str(unknown)[:40]
        return Unclear(
            f"I don't know what “{word}” means here; try genres, years or lengths: recommend comedy 1990s under 2h",
            "recommend",
        )


def _more(rest: str) -> Command:
    return More(rest.lower() or None) if re.fullmatch(r"[A-Za-z0-9]{0,12}", rest) else More()


def _why(rest: str) -> Command:
    if found := _IN_LIST.fullmatch(rest):
        return Why(found["film"], found["list_id"])
    if _ON_A_LIST.fullmatch(rest):
        return Why(rest)
    return Unclear("Which one? Say its place in your latest list: why 1", "why 1")


def _space(rest: str) -> Command:
    return UseSpace(rest) if rest else Unclear("Which server? Press its button when I ask.", "help")


_READERS: dict[str, Callable[[str], Command]] = {
    "like": _judge(Verdict.LIKE),
    "love": _judge(Verdict.LIKE),
    "dislike": _judge(Verdict.DISLIKE),
    "hate": _judge(Verdict.DISLIKE),
    "seen": _judge(Verdict.SEEN),
    "watched": _judge(Verdict.SEEN),
    "instead": _instead,
    "forget": _forget,
    "remove": _forget,
    "taste": _taste,
    "recommend": _recommend,
    "rec": _recommend,
    "more": _more,
    "why": _why,
    "undo": lambda _: Undo(),
    "space": _space,
    "help": lambda _: Help(),
    "start": lambda _: Help(),
    "about": lambda _: About(),
}


def _unknown(words: str, name: str) -> Unknown:
    near = difflib.get_close_matches(name, [entry.name for entry in ENTRIES], n=1, cutoff=0.6)
    return Unknown(words, near[0] if near else None)
