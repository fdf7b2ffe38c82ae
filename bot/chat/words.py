"""What the bot says, in plain text, whatever it is asked."""

import math
import re
from collections.abc import Sequence

from bot.chat.entries import ENTRIES, Entry, Task
from bot.chat.language import _, joined, ngettext, to_translate
from bot.chat.manner import say
from bot.movies.movie import Movie

_QUOTED_LENGTH = 60
_MOST_TOLD = 10
_MOST_NAMED = 10

START = say("like The Matrix; Toy Story; Amélie")


def quoted(words: str) -> str:
    """A member's words as we repeat them: one line, cut short."""
    line = " ".join(words.split())
    return _("“{words}”", words=line if len(line) <= _QUOTED_LENGTH else f"{line[: _QUOTED_LENGTH - 1]}…")


def listed(movies: Sequence[Movie]) -> str:
    """Films in a sentence: "A, B and C"."""
    return row([str(movie) for movie in movies])


def row(names: Sequence[str], most: int = _MOST_NAMED) -> str:
    """Names in a sentence: "a, b and c"; of more than `most` the last ones are counted together."""
    if len(names) > most:
        names = [*names[: most - 1], ngettext("{count} other", "{count} others", len(names) - most + 1)]
    return joined(names)


def in_letters(count: int) -> str:
    """A small number as a word, as in "two films"."""
    return _(_NUMBERS[count]) if count < len(_NUMBERS) else str(count)


def capital(sentence: str) -> str:
    """The sentence with a capital in front."""
    return sentence[:1].upper() + sentence[1:]


def percent(chance: float) -> str:
    """A chance in steps of five per cent: it is known no better."""
    return _("{number}\N{NO-BREAK SPACE}%", number=5 * round(20 * chance))


def which_film(words: str, is_known: bool) -> str:
    """The question when a title may mean several films; `is_known` when the words are not merely near to some."""
    if is_known:
        return _("Which {title} do you mean?", title=quoted(words))
    return _("I know no film called {title}. Is it one of these?", title=quoted(words))


def several(titles: Sequence[str]) -> str:
    """When more titles than the one asked about may mean several films."""
    return ngettext(
        "{titles} may be several films too: say it again with its year.",
        "{titles} may be several films too: say them again with their years.",
        len(titles),
        titles=row([quoted(title) for title in titles]),
    )


def unknown(*titles: str) -> str:
    """When no film answers to the words; a number comes from a button, whose film has left the data."""
    if len(titles) == 1 and re.fullmatch(r"#\d+", titles[0]):
        return film_gone()
    return ngettext(
        "I know no film called {titles}. Check the spelling, or add the year.",
        "I know no films called {titles}. Check the spelling, or add their years.",
        len(titles),
        titles=row([quoted(title) for title in titles]),
    )


def film_gone() -> str:
    """When the data no longer hold a film."""
    return _(
        "I don't know that film: my film data may have changed. Say {recommend} for a fresh list.",
        recommend=say("recommend"),
    )


def too_many(read: int) -> str:
    """When a line holds more titles than we read."""
    return _("I read the first {count} titles of a line; please say the others in another one.", count=read)


def unknown_command(said: str, nearest: str | None) -> str:
    """When the words name no command."""
    first = quoted(said.split(maxsplit=1)[0] if said.split() else said)
    if nearest:
        return _("I don't know {words}. Did you mean {command}?", words=first, command=nearest)
    return _("I don't know {words}. Say {help} to see what I can do.", words=first, help=say("help"))


def what_of_it(movie: Movie) -> str:
    """The question when a bare title was typed."""
    return _("{film}: what do you say of it?", film=movie)


def which_space() -> str:
    """The question in a direct message of somebody who shares several servers with the bot."""
    return _("You share several servers with me. Which one shall we talk about? I'll remember it.")


def read_by_others() -> str:
    """A warning to one who has typed a secret in a channel."""
    return _(
        "Everybody in the channel can read what you typed there. Slash commands and buttons stay between the two of us."
    )


def about() -> str:
    """Who we are, and whose data this is."""
    return "\n".join(
        [
            _(
                "I am Reelmates. I look for the MovieLens raters whose taste is nearest to yours, your reel mates, "
                "and show you the films they loved and you have not seen."
            ),
            _(
                "Ratings: MovieLens by GroupLens, University of Minnesota (F. M. Harper and J. A. Konstan, 2015). "
                "Posters: OMDb, where the operator has a key. "
                "I keep what you tell me of films and nothing else you write: {privacy} has it all.",
                privacy=say("privacy"),
            ),
        ]
    )


def help_text(topic: str = "") -> str:
    """All commands on one screen, by what members come for; with a command's name, those of its task in full.

    A task with many commands is told by their names alone, so that one message holds it all.
    """
    tasks = {entry.name: entry.task for entry in ENTRIES}
    if topic in tasks:
        return "\n".join([f"{_(tasks[topic])}:", *_each_told(tasks[topic])])
    lines = [
        _("Tell me films you love, and I find the ones you will love next. Three things to try:"),
        START,
        say("recommend"),
        say("recommend 3 comedy 1990s no horror under 2h"),
    ]
    for task in Task:
        entries = [entry for entry in ENTRIES if entry.task is task]
        told = _each_told(task) if len(entries) <= _MOST_TOLD else [_names_of(entries)]
        lines += ["", f"{_(task)}:", *told]
    return "\n".join(lines)


def _each_told(task: Task) -> list[str]:
    return [f"{_said(entry)}: {_(entry.does)}" for entry in ENTRIES if entry.task is task]


def _said(entry: Entry) -> str:
    return say(f"{entry.name} {_(entry.takes)}" if entry.takes else entry.name)


def _names_of(entries: Sequence[Entry]) -> str:
    names = " · ".join(say(entry.name) for entry in entries)
    return "\n".join([names, _("What each does: {help}", help=say(f"help {entries[0].name}"))])


def welcome(space: str) -> str:
    """What the bot says when it comes to a space."""
    hello = _(
        "Hello, {space}! I am Reelmates: I find films that you, or a whole room, will love. Three things to try:",
        space=space,
    )
    return "\n".join([hello, START, say("recommend"), say("help")])


def greeting(name: str) -> str:
    """Said once, below the first answer to a member."""
    first = _("Welcome, {name}! Three things to try: {start}", name=name, start=START)
    return f"{first} · {say('recommend')} · {say('help')}"


def not_shared() -> str:
    """To one who chooses a server that they are not in."""
    return _("We don't share that server.")


def space_chosen(space: str) -> str:
    """After the choice of the server that direct messages are about."""
    return _("From now on we talk about your taste in {space}. Go on.", space=space)


def switched_off(name: str) -> str:
    """When the space does without a command."""
    return _(
        "{command} is switched off here. Say {help} to see what I can do.", command=name.capitalize(), help=say("help")
    )


def only_in(channels: Sequence[str]) -> str:
    """When the bot is spoken to where it is not to answer."""
    return _("Here I keep silent; I answer in {channels}.", channels=row(list(channels)))


def wait(seconds: float) -> str:
    """When a member asks again too soon."""
    return _("Please wait {seconds} s, then ask me again.", seconds=max(1, math.ceil(seconds)))


def outside(reference: str) -> str:
    """When a service that we need failed."""
    return _(
        "A service that I need does not answer right now; please try again soon. "
        "If it stays, tell the operator: reference {reference}.",
        reference=reference,
    )


def set_up(reference: str) -> str:
    """When the operator must act."""
    return _(
        "I am not set up as I should be. The operator finds the reason in my log (reference {reference}), "
        "or with: reelmates doctor",
        reference=reference,
    )


def bug(reference: str) -> str:
    """When something of ours broke."""
    return _(
        "Something went wrong on my side. Please try again; if it stays, tell the operator: reference {reference}.",
        reference=reference,
    )


_NUMBERS = (
    to_translate("no"),
    to_translate("one"),
    to_translate("two"),
    to_translate("three"),
    to_translate("four"),
    to_translate("five"),
    to_translate("six"),
    to_translate("seven"),
    to_translate("eight"),
    to_translate("nine"),
    to_translate("ten"),
)
