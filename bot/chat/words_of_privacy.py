"""What the bot says of the data it keeps: one place that `privacy`, the receipts and the tests read."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.language import _, ngettext, number, to_translate
from bot.chat.manner import say
from bot.chat.spaces import DAYS_KEPT
from bot.chat.words import row
from bot.chat.words_of_settings import cut


@dataclass(frozen=True, slots=True)
class Kept:
    """What one row of a table is called, what several are, and a line on what they hold and why.

    All three are messages, to be told in the language spoken.
    """

    one: str
    many: str
    line: str


ABOUT_YOU = {
    "verdicts": Kept(
        "verdict", "verdicts", to_translate("what you like, dislike, have seen or put aside, and when: to find films")
    ),
    "changes": Kept("change noted", "changes noted", to_translate("each change of that, in order: for undo")),
    "later_films": Kept("film for later", "films for later", to_translate("the films you want to watch later")),
    "shared_tastes": Kept(
        "name shared",
        "names shared",
        to_translate("your name, only while you let others match your taste: so that they find you"),
    ),
    "joined_members": Kept(
        "link with you elsewhere",
        "links with you elsewhere",
        to_translate(
            "that you are the same person elsewhere, with your name and the server's, only while you say so: "
            "for one taste"
        ),
    ),
    "link_codes": Kept(
        "code for a link", "codes for a link", to_translate("a code to be joined by: until you use it, or a while")
    ),
    "unsaid_films": Kept(
        "film taken back",
        "films taken back",
        to_translate("films that you took back here after telling me of them elsewhere: so that I obey"),
    ),
    "shown_lists": Kept(
        "list shown",
        "lists shown",
        to_translate("the lists I showed you, and what you had asked for: so that their buttons still work next month"),
    ),
    "pending_imports": Kept(
        "list being imported",
        "lists being imported",
        to_translate("the films of a file you sent me: until you answer, or two hours"),
    ),
    "night_members": Kept(
        "movie night",
        "movie nights",
        to_translate(
            "the movie nights you were in: your answer, suggestions and votes, whether you used your veto, "
            "how you found the film, and how well it suited you: so that everybody has a fair say"
        ),
    ),
    "members": Kept(
        "entry of you",
        "entries of you",
        to_translate("the id that the chat gives you, in each server: to know you again"),
    ),
    "direct_spaces": Kept(
        "choice of server", "choices of server", to_translate("which server our direct messages are about")
    ),
    "greetings": Kept(
        "greeting noted", "greetings noted", to_translate("when I first greeted you: to do it once only")
    ),
    "member_languages": Kept(
        "choice of language",
        "choices of language",
        to_translate("the language you want to be answered in, once you have said it"),
    ),
}
ABOUT_SPACES = {
    "space_settings": to_translate("how I behave there"),
    "nights": to_translate("its movie nights"),
    "night_messages": to_translate("what I have said of them"),
    "departures": to_translate("when I left it"),
}


def told() -> str:
    """What is kept, why and how long."""
    of_spaces = row([_(line) for line in ABOUT_SPACES.values()], len(ABOUT_SPACES))
    return "\n".join(
        [
            _("What I keep about you, in each server apart:"),
            *(f"- {_(kept.line)}" for kept in ABOUT_YOU.values()),
            _("Of the server itself: {lines}.", lines=of_spaces),
            _(
                "What you write is not kept, only what it told me. OMDb is asked about films, never about you, "
                "and nobody else gets anything."
            ),
            _(
                "How long: until you remove it with {forget} or {forgetme}. When I am sent away from a server, "
                "everything of it goes after {days} days, unless I am called back before.",
                forget=say("forget TITLE"),
                forgetme=say("forgetme"),
                days=DAYS_KEPT,
            ),
            _(
                "Backups made every night still hold what has gone until they go too: after 14 nights, unless my "
                "operator keeps more."
            ),
            _("See all of it: {mydata}", mydata=say("mydata")),
        ]
    )


def files(space: str) -> str:
    """The line above the files of `mydata`."""
    return _(
        "Here is everything I keep about you in {space}: all of it as JSON, your verdicts as a table too.",
        space=cut(space),
    )


def ask_to_forget(space: str) -> str:
    """The question before a member is forgotten."""
    return _(
        "Shall I forget you? What goes, for good: your verdicts and their history, your lists, the films you keep for "
        "later, whether others may match your taste, your part in movie nights, and that we ever met. "
        "Here means {space}; everywhere means every server we share, and our direct messages. "
        "{mydata} gives you a copy first.",
        space=cut(space),
        mydata=say("mydata"),
    )


def receipt(removed: Mapping[str, int], space: str | None) -> str:
    """What went, by table, in the order that `told` names it; no space is every one."""
    parts = [_counted(ABOUT_YOU.get(table), table, removed[table]) for table in _in_order(removed) if removed[table]]
    if not parts:
        return nothing(space)
    gone = _("Removed: {rows}.", rows=row(parts, len(parts)))
    return f"{gone} {nothing(space)}"


def nothing(space: str | None) -> str:
    """When nothing is kept about a member, in one space or in all."""
    if space is None:
        return _("I keep nothing about you in any server.")
    return _("I keep nothing about you in {space}.", space=cut(space))


def _in_order(removed: Mapping[str, int]) -> list[str]:
    return [*(table for table in ABOUT_YOU if table in removed), *sorted(set(removed) - set(ABOUT_YOU))]


def _counted(kept: Kept | None, table: str, count: int) -> str:
    if kept is None:
        return f"{count} {table.replace('_', ' ')}"
    return f"{number(count)} {ngettext(kept.one, kept.many, count)}"
