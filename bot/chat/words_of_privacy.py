"""What the bot says of the data it keeps: one place that `privacy`, the receipts and the tests read."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.manner import say
from bot.chat.spaces import DAYS_KEPT
from bot.chat.words import row
from bot.chat.words_of_settings import cut


@dataclass(frozen=True, slots=True)
class Kept:
    """What one row of a table is called, what several are, and a line on what they hold and why."""

    one: str
    many: str
    line: str


ABOUT_YOU = {
    "verdicts": Kept("verdict", "verdicts", "what you like, dislike, have seen or put aside, and when: to find films"),
    "changes": Kept("change noted", "changes noted", "each change of that, in order: for undo"),
    "later_films": Kept("film for later", "films for later", "the films you want to watch later"),
    "shared_tastes": Kept(
        "name shared", "names shared", "your name, only while you let others match your taste: so that they find you"
    ),
    "shown_lists": Kept(
        "list shown",
        "lists shown",
        "the lists I showed you, and what you had asked for: so that their buttons still work next month",
    ),
    "pending_imports": Kept(
        "list being imported", "lists being imported", "the films of a file you sent me: until you answer, or two hours"
    ),
    "night_members": Kept(
        "movie night",
        "movie nights",
        "the movie nights you were in: your answer, suggestions and votes, whether you used your veto, how you found "
        "the film, and how well it suited you: so that everybody has a fair say",
    ),
    "members": Kept(
        "entry of you", "entries of you", "the id that the chat gives you, in each server: to know you again"
    ),
    "direct_spaces": Kept("choice of server", "choices of server", "which server our direct messages are about"),
    "greetings": Kept("greeting noted", "greetings noted", "when I first greeted you: to do it once only"),
}
ABOUT_SPACES = {
    "space_settings": "how I behave there",
    "nights": "its movie nights",
    "night_messages": "what I have said of them",
    "departures": "when I left it",
}
_ASK = (
    "Shall I forget you? What goes, for good: your verdicts and their history, your lists, the films you keep for "
    "later, whether others may match your taste, your part in movie nights, and that we ever met. "
    "Here means {space}; everywhere means every server we share, and our direct messages. "
    "{mydata} gives you a copy first."
)


def told() -> str:
    """What is kept, why and how long."""
    return "\n".join(
        [
            "What I keep about you, in each server apart:",
            *(f"- {kept.line}" for kept in ABOUT_YOU.values()),
            f"Of the server itself: {row(list(ABOUT_SPACES.values()), len(ABOUT_SPACES))}.",
            "What you write is not kept, only what it told me. OMDb is asked about films, never about you, "
            "and nobody else gets anything.",
            f"How long: until you remove it with {say('forget TITLE')} or {say('forgetme')}. When I am sent away from "
            f"a server, everything of it goes after {DAYS_KEPT} days, unless I am called back before.",
            f"See all of it: {say('mydata')}",
        ]
    )


def files(space: str) -> str:
    """The line above the files of `mydata`."""
    return f"Here is everything I keep about you in {cut(space)}: all of it as JSON, your verdicts as a table too."


def ask_to_forget(space: str) -> str:
    """The question before a member is forgotten."""
    return _ASK.format(space=cut(space), mydata=say("mydata"))


def receipt(removed: Mapping[str, int], space: str | None) -> str:
    """What went, by table, in the order that `told` names it; no space is every one."""
    parts = [_counted(ABOUT_YOU.get(table), table, removed[table]) for table in _in_order(removed) if removed[table]]
    if not parts:
        return nothing(space)
    return f"Removed: {row(parts, len(parts))}. {nothing(space)}"


def nothing(space: str | None) -> str:
    """When nothing is kept about a member, in one space or in all."""
    return f"I keep nothing about you {f'in {cut(space)}' if space else 'in any server'}."


def _in_order(removed: Mapping[str, int]) -> list[str]:
    return [*(table for table in ABOUT_YOU if table in removed), *sorted(set(removed) - set(ABOUT_YOU))]


def _counted(kept: Kept | None, table: str, count: int) -> str:
    if kept is None:
        return f"{count} of {table.replace('_', ' ')}"
    return f"{count} {kept.one if count == 1 else kept.many}"
