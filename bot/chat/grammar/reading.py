"""Words to commands."""

import difflib
import re
from collections.abc import Callable

from bot.chat.commands import (
    DEFAULT_COUNT,
    MOST_AT_ONCE,
    About,
    ApplyImport,
    ChangeSetting,
    Command,
    DropLater,
    Export,
    Forget,
    ForgetMe,
    Help,
    Instead,
    JoinTaste,
    Judge,
    Later,
    LeaveImport,
    Match,
    More,
    MoreLike,
    MyData,
    PartTaste,
    PickLater,
    Reach,
    Recommend,
    Remood,
    ShareList,
    ShareTaste,
    ShowImporting,
    ShowLater,
    ShowLink,
    ShowPrivacy,
    ShowSettings,
    ShowTaste,
    Speak,
    Unclear,
    Undo,
    Unknown,
    UseSpace,
    Why,
    WouldLike,
)
from bot.chat.entries import ENTRIES
from bot.chat.filters import read_filters
from bot.chat.grammar.nights import NIGHT_READERS
from bot.chat.language import to_translate
from bot.recommend.scoring import Mood
from bot.taste.exports import Format
from bot.taste.joining import folded
from bot.taste.profile import Verdict

PREFIX = "!"
LONGEST_LINE = 2000
VERDICT_WORDS = {Verdict.LIKE: "like", Verdict.DISLIKE: "dislike", Verdict.SEEN: "seen", Verdict.ASIDE: "aside"}
# Controls, halves of characters and marks that turn the direction of writing: nobody means them, and they harm answers.
_NEVER_MEANT = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\ue006\ufeff]"
)
_IN_LIST = re.compile(r"(?P<film>#\d{1,9}) in (?P<list_id>[a-z0-9]{4,12})", re.ASCII)
_INSTEAD = re.compile(r"#(?P<movie_id>\d{1,9}) (?P<verdict>[a-z]+) (?P<words>.+)", re.ASCII | re.DOTALL)
_MOODS = f"(?P<mood>{'|'.join(Mood)})"
_FILM_AND_MOOD = re.compile(rf"(?P<film>#\d{{1,9}})(?: {_MOODS})?(?P<privately> privately)?", re.ASCII)
_PRIVATELY = re.compile(r"(?<!\S)(?:privately|in private)(?!\S)", re.IGNORECASE)
_MOOD = re.compile(rf"(?<!\S){_MOODS}(?!\S)", re.IGNORECASE)
_MOOD_OF_LIST = re.compile(rf"{_MOODS}(?: in (?P<list_id>[a-z0-9]{{4,12}}))?", re.IGNORECASE)
_ON_PAGE = re.compile(r"(?P<film>#\d{1,9}) on page (?P<page>[1-9]\d{0,3})", re.ASCII)
_PAGE = re.compile(r"(?:page )?(?P<page>\d{1,4})", re.ASCII | re.IGNORECASE)
_LIST_ID = re.compile(r"[A-Za-z0-9]{0,12}", re.ASCII)
_ON_A_LIST = re.compile(r"#\d{1,9}|\d{1,4}", re.ASCII)
_OFFER = re.compile(r"(?P<wish>apply|leave) (?P<import_id>[a-z0-9]{4,12})", re.ASCII)
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
        too_long = to_translate("That is too long for me; please keep it under {count} characters.")
        return Unclear(too_long, "help", {"count": LONGEST_LINE})
    name, rest = (*words.split(maxsplit=1), "", "")[:2]
    read = _READERS.get(name.lower())
    if read is None:
        return _unknown(words, name.lower())
    return read(rest)


def _judge(verdict: Verdict) -> Callable[[str], Command]:
    word = VERDICT_WORDS[verdict]

    def read(rest: str) -> Command:
        if found := _IN_LIST.fullmatch(rest):
            return Judge(verdict, (found["film"],), found["list_id"])
        films = _titles(rest)
        which = to_translate("Which film? Say it like this: {example}")
        return Judge(verdict, films) if films else Unclear(which, "help", {"example": f"{word} The Matrix"})

    return read


def _titles(rest: str) -> tuple[str, ...]:
    return tuple(title.strip() for title in re.split(r"[;\n]", rest) if title.strip())


def _instead(rest: str) -> Command:
    found = _INSTEAD.fullmatch(rest)
    verdict = next((verdict for verdict, word in VERDICT_WORDS.items() if found and word == found["verdict"]), None)
    if not found or verdict is None:
        return Unclear(to_translate("That is said by a button only; undo takes your latest change back."), "undo")
    return Instead(int(found["movie_id"]), verdict, found["words"].strip())


def _forget(rest: str) -> Command:
    if found := _ON_PAGE.fullmatch(rest):
        return Forget(found["film"], int(found["page"]))
    return (
        Forget(rest)
        if rest
        else Unclear(to_translate("Which film shall I forget? Say it like this: forget Titanic"), "taste")
    )


def _taste(rest: str) -> Command:
    match rest.lower().split():
        case ["share", "on" | "off" as wish]:
            return ShareTaste(wish == "on")
        case ["share", *_]:
            return Unclear(
                to_translate("Shall others be able to match their taste with yours? Say taste share on, or off."),
                "taste",
            )
    found = _PAGE.fullmatch(rest)
    return ShowTaste(max(1, int(found["page"]))) if found else ShowTaste()


def _recommend(rest: str) -> Command:
    count = DEFAULT_COUNT
    if found := _COUNT.search(rest):
        count = int(found["count"])
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    if not 1 <= count <= MOST_AT_ONCE:
        too_many = to_translate("I can show 1 to {count} films at once.")
        return Unclear(too_many, f"recommend {MOST_AT_ONCE}", {"count": MOST_AT_ONCE})
    mood = None
    if found := _MOOD.search(rest):
        mood = Mood(found["mood"].lower())
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    is_private = False
    if found := _PRIVATELY.search(rest):
        is_private = True
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    filters, series = read_filters(rest)
    return Recommend(count, filters, mood, series or None, is_private)


def _more(rest: str) -> Command:
    if found := re.match(r"like\b", rest, re.IGNORECASE):
        return _more_like(rest[found.end() :].strip())
    return More(rest.lower() or None) if _LIST_ID.fullmatch(rest) else More()


def _more_like(film: str) -> Command:
    if found := _FILM_AND_MOOD.fullmatch(film):
        return MoreLike(found["film"], Mood(found["mood"]) if found["mood"] else None, bool(found["privately"]))
    return (
        MoreLike(film) if film else Unclear(to_translate("Like which film? Say it like this: more like Alien"), "help")
    )


def _mood(rest: str) -> Command:
    if found := _MOOD_OF_LIST.fullmatch(rest):
        return Remood(Mood(found["mood"].lower()), found["list_id"])
    return Unclear(to_translate("I have three moods: familiar, balanced and adventurous."), "mood adventurous")


def _would(rest: str) -> Command:
    film = re.sub(r"^i (?:like|love|enjoy)(?:\s|$)", "", rest, flags=re.IGNORECASE).strip()
    return WouldLike(film) if film else Unclear(to_translate("Which film? Say it like this: would I like Heat"), "help")


def _why(rest: str) -> Command:
    if found := _IN_LIST.fullmatch(rest):
        return Why(found["film"], found["list_id"])
    if _ON_A_LIST.fullmatch(rest):
        return Why(rest)
    return Unclear(to_translate("Which one? Say its place in your latest list: why 1"), "why 1")


def _share(rest: str) -> Command:
    return ShareList(rest.lower() or None) if _LIST_ID.fullmatch(rest) else ShareList()


def _match(rest: str) -> Command:
    return Match(rest) if rest else Unclear(to_translate("With whom? Say it like this: match @bob"), "help")


def _later(rest: str) -> Command:
    if found := re.fullmatch(r"page (\d{1,4})", rest, re.ASCII | re.IGNORECASE):
        return ShowLater(max(1, int(found[1])))
    films = _titles(rest)
    return Later(films) if films else ShowLater()


def _drop(rest: str) -> Command:
    if found := _ON_PAGE.fullmatch(rest):
        return DropLater(found["film"], int(found["page"]))
    return (
        DropLater(rest)
        if rest
        else Unclear(to_translate("Which film shall I drop? Say it like this: drop Titanic"), "later")
    )


def _settings(rest: str) -> Command:
    name, value = (*rest.split(maxsplit=1), "", "")[:2]
    return ChangeSetting(name.lower(), value) if name else ShowSettings()


def _forget_me(rest: str) -> Command:
    reach = rest.lower()
    return ForgetMe(Reach(reach)) if reach in (Reach.HERE, Reach.EVERYWHERE) else ForgetMe()


def _import(rest: str) -> Command:
    found = _OFFER.fullmatch(rest.lower())
    if not found:
        return ShowImporting()
    return ApplyImport(found["import_id"]) if found["wish"] == "apply" else LeaveImport(found["import_id"])


def _export(rest: str) -> Command:
    form = rest.lower() or Format.JSON
    if form in list(Format):
        return Export(Format(form))
    return Unclear(to_translate("I can write four forms: export json, letterboxd, imdb or movielens."), "export")


def _link(rest: str) -> Command:
    if not rest:
        return ShowLink()
    if rest.lower() == "off":
        return PartTaste()
    if code := folded(rest):
        return JoinTaste(code)
    problem = to_translate("A code has eight letters and digits, as in k7mn-4xpq. Say link alone, and I give you one.")
    return Unclear(problem, "link")


def _space(rest: str) -> Command:
    return UseSpace(rest) if rest else Unclear(to_translate("Which server? Press its button when I ask."), "help")


_TOPICS = frozenset(entry.name for entry in ENTRIES)
_READERS: dict[str, Callable[[str], Command]] = {
    "like": _judge(Verdict.LIKE),
    "love": _judge(Verdict.LIKE),
    "dislike": _judge(Verdict.DISLIKE),
    "hate": _judge(Verdict.DISLIKE),
    "seen": _judge(Verdict.SEEN),
    "watched": _judge(Verdict.SEEN),
    "aside": _judge(Verdict.ASIDE),
    "instead": _instead,
    "forget": _forget,
    "remove": _forget,
    "taste": _taste,
    "recommend": _recommend,
    "rec": _recommend,
    "more": _more,
    "mood": _mood,
    "would": _would,
    "why": _why,
    "share": _share,
    "match": _match,
    "later": _later,
    "watchlist": _later,
    "drop": _drop,
    "pick": lambda _: PickLater(),
    "undo": lambda _: Undo(),
    "space": _space,
    "import": _import,
    "export": _export,
    "link": _link,
    "settings": _settings,
    "language": lambda rest: Speak(rest.lower()),
    "privacy": lambda _: ShowPrivacy(),
    "mydata": lambda _: MyData(),
    "forgetme": _forget_me,
    "help": lambda rest: Help(rest.lower()) if rest.lower() in _TOPICS else Help(),
    "start": lambda _: Help(),
    "hello": lambda _: Help(),
    "hi": lambda _: Help(),
    "about": lambda _: About(),
} | NIGHT_READERS


def _unknown(words: str, name: str) -> Unknown:
    near = difflib.get_close_matches(name, [entry.name for entry in ENTRIES], cutoff=0.7)
    # The same letters in another order are the commonest slip: "liek" is "like" rather than "link".
    return Unknown(words, min(near, key=lambda one: sorted(one) != sorted(name), default=None))
