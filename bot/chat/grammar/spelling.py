"""Commands to words: what a button carries, and what a shown list remembers of its request."""

from typing import assert_never

from bot.chat.commands import (
    DEFAULT_COUNT,
    About,
    ApplyImport,
    ChangeSetting,
    Command,
    DropLater,
    Export,
    FilmCommand,
    Forget,
    ForgetMe,
    Glance,
    Help,
    ImportCommand,
    Instead,
    JoinTaste,
    Judge,
    Later,
    LeaveImport,
    LinkCommand,
    Match,
    More,
    MoreLike,
    MyData,
    OwnCommand,
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
    Sight,
    Speak,
    Unclear,
    Undo,
    Unknown,
    Upload,
    UseSpace,
    Why,
    WouldLike,
)
from bot.chat.filters import spell_filters
from bot.chat.grammar.nights import spell_night
from bot.chat.grammar.reading import VERDICT_WORDS
from bot.chat.night_commands import NightCommand
from bot.taste.exports import Format

LONGEST_TOKEN = 100
"""What Discord lets a button carry."""

_GLANCES = {Sight.FILMS: "recommend", Sight.NIGHT: "night", Sight.TASTE: "taste"}


def spell(command: Command) -> str:
    """The words that `parse` reads back as this command.

    An unclear command is spelled as what may have been meant; films and series are best named by their ids.
    """
    if isinstance(command, FilmCommand):
        return _spell_film(command)
    if isinstance(command, OwnCommand):
        return _spell_own(command)
    if isinstance(command, ImportCommand):
        return _spell_import(command)
    if isinstance(command, LinkCommand):
        return _spell_link(command)
    if isinstance(command, NightCommand):
        return spell_night(command)
    match command:
        case UseSpace(space):
            return f"space {space}"
        case Speak(language):
            return f"language {language}".rstrip()
        case Glance(sight):
            return _GLANCES[sight]
        case ShowPrivacy():
            return "privacy"
        case Help(topic):
            return f"help {topic}".rstrip()
        case About():
            return "about"
        case Unclear(_, nearest):
            return nearest
        case Unknown(words):
            return words
        case _:
            assert_never(command)


def _spell_film(command: FilmCommand) -> str:
    match command:
        case Judge(verdict, films, list_id):
            return _in_list(f"{VERDICT_WORDS[verdict]} {'; '.join(films)}", list_id)
        case Instead(movie_id, verdict, words):
            return f"instead #{movie_id} {VERDICT_WORDS[verdict]} {words}"
        case Forget(film, page):
            return _on_page(f"forget {film}", page)
        case Undo():
            return "undo"
        case Recommend():
            return _spell_recommend(command)
        case MoreLike(film, mood, is_private):
            return " ".join(filter(None, ("more like", film, mood, "privately" if is_private else "")))
        case More(list_id):
            return f"more {list_id}" if list_id else "more"
        case Remood(mood, list_id):
            return _in_list(f"mood {mood}", list_id)
        case ShareList(list_id):
            return f"share {list_id}" if list_id else "share"
        case Why(film, list_id):
            return _in_list(f"why {film}", list_id)
        case WouldLike(film):
            return f"would i like {film}"
        case _:
            assert_never(command)


def _spell_own(command: OwnCommand) -> str:
    match command:
        case Later(films):
            return f"later {'; '.join(films)}"
        case ShowLater(page):
            return "later" if page == 1 else f"later page {page}"
        case DropLater(film, page):
            return _on_page(f"drop {film}", page)
        case PickLater():
            return "pick"
        case ShowTaste(page):
            return "taste" if page == 1 else f"taste {page}"
        case ShareTaste(is_shared):
            return f"taste share {'on' if is_shared else 'off'}"
        case Match(other):
            return f"match {other}"
        case ShowSettings():
            return "settings"
        case ChangeSetting(name, value):
            return f"settings {name} {value}".rstrip()
        case Export(form):
            return "export" if form is Format.JSON else f"export {form}"
        case MyData():
            return "mydata"
        case ForgetMe(reach):
            return "forgetme" if reach is Reach.ASK else f"forgetme {reach}"
        case _:
            assert_never(command)


def _spell_import(command: ImportCommand) -> str:
    match command:
        case ShowImporting() | Upload():
            return "import"
        case ApplyImport(import_id):
            return f"import apply {import_id}"
        case LeaveImport(import_id):
            return f"import leave {import_id}"
        case _:
            assert_never(command)


def _spell_link(command: LinkCommand) -> str:
    match command:
        case ShowLink():
            return "link"
        case JoinTaste(code):
            return f"link {code}"
        case PartTaste():
            return "link off"
        case _:
            assert_never(command)


def _in_list(said: str, list_id: str | None) -> str:
    return f"{said} in {list_id}" if list_id else said


def _on_page(said: str, page: int | None) -> str:
    return f"{said} on page {page}" if page else said


def _spell_recommend(command: Recommend) -> str:
    parts = [
        "recommend",
        str(command.count) if command.count != DEFAULT_COUNT else "",
        command.mood or "",
        "privately" if command.is_private else "",
        spell_filters(command.filters),
        f"of {command.series}" if command.series else "",
    ]
    return " ".join(part for part in parts if part)
