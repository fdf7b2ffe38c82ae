"""What the bot says, in plain text."""

import math
import re
from collections.abc import Sequence

from bot.chat.entries import ENTRIES, Entry, Task
from bot.chat.filters import spell_filters
from bot.chat.manner import say
from bot.movies.movie import Movie
from bot.recommend.filters import Filters
from bot.recommend.reasons import Reason
from bot.recommend.scoring import Mood
from bot.taste.profile import Verdict

_QUOTED_LENGTH = 60
_MOST_TOLD = 10
_MOST_NAMED = 10

START = say("like The Matrix; Toy Story; Amélie")

_NOW = {
    Verdict.LIKE: "You like {films}.",
    Verdict.DISLIKE: "Noted: {films} {is_} not for you.",
    Verdict.SEEN: "Noted: you have seen {films}.",
    Verdict.ASIDE: "{films} {stay} among your likes, and out of your taste: {they} will speak for no other film.",
}
_ALREADY = {
    Verdict.LIKE: "You like {films} already.",
    Verdict.DISLIKE: "I know that {films} {is_} not for you.",
    Verdict.SEEN: "I know that you have seen {films}.",
    Verdict.ASIDE: "{films} {is_} out of your taste already.",
}
_ASK = {
    Verdict.LIKE: "do you like",
    Verdict.DISLIKE: "is not for you",
    Verdict.SEEN: "have you seen",
    Verdict.ASIDE: "shall be left out",
}
_STATE = {
    Verdict.LIKE: "liked",
    Verdict.DISLIKE: "disliked",
    Verdict.SEEN: "seen",
    Verdict.ASIDE: "liked, and out of your taste,",
    None: "without a verdict",
}
VERDICT_HEADINGS = {
    Verdict.LIKE: "You like",
    Verdict.DISLIKE: "Not for you",
    Verdict.SEEN: "Seen",
    Verdict.ASIDE: "Liked, but out of your taste",
}
TASTE_EMPTY = f"You have told me nothing yet. Start with three films you love: {START}"
NOTHING_TO_UNDO = "There is nothing to take back."
LIST_GONE = f"I no longer have that list. Say {say('recommend')} for a fresh one."
NO_LIST_YET = f"You have no list yet. Say {say('recommend')} first."
FILM_GONE = f"I don't know that film: my film data may have changed. Say {say('recommend')} for a fresh list."
LAST_OF_LIST = f"That was the last film of this list. Say {say('recommend')} for a fresh one."
NOT_YOUR_LIST = f"That list is somebody else's. Say {say('recommend')} for yours."
WHICH_SPACE = "You share several servers with me. Which one shall we talk about? I'll remember it."
READ_BY_OTHERS = (
    "Everybody in the channel can read what you typed there. Slash commands and buttons stay between the two of us."
)
OUTSIDE = "A service that I need does not answer right now; please try again soon."
SET_UP = "I am not set up as I should be. The operator finds the reason in my log, or with: reelmates doctor"
ABOUT = (
    "I am Reelmates. I look for the MovieLens raters whose taste is nearest to yours, your reel mates, and show you "
    "the films they loved and you have not seen.\n"
    "Ratings: MovieLens by GroupLens, University of Minnesota (F. M. Harper and J. A. Konstan, 2015). "
    "Posters: OMDb, where the operator has a key. "
    f"I keep what you tell me of films and nothing else you write: {say('privacy')} has it all."
)


def quoted(words: str) -> str:
    """A member's words as we repeat them: one line, cut short."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= _QUOTED_LENGTH else line[: _QUOTED_LENGTH - 1] + '…'}”"


def listed(movies: Sequence[Movie]) -> str:
    """Films in a sentence: "A, B and C"."""
    return row([str(movie) for movie in movies])


def judged(verdict: Verdict, changed: Sequence[Movie], unchanged: Sequence[Movie]) -> list[str]:
    """What became of the films that were judged."""
    said = []
    if changed:
        said.append(_NOW[verdict].format(films=listed(changed), **_number(changed)))
    if unchanged:
        said.append(_ALREADY[verdict].format(films=listed(unchanged), **_number(unchanged)))
    return said


def next_step(likes: int) -> str:
    """What to do after a like."""
    if likes < 3:
        return f"{_more_likes(3 - likes)} and I know your taste well; or say {say('recommend')} now."
    return f"Say {say('recommend')} for films you will love."


def which(words: str, verdict: Verdict) -> str:
    """The question when a title may mean several films."""
    return f"Which {quoted(words)} {_ASK[verdict]}?"


def which_film(words: str, is_known: bool) -> str:
    """The same where no verdict is at stake; `is_known` when the words name films, and are not merely near to some."""
    if is_known:
        return f"Which {quoted(words)} do you mean?"
    return f"I know no film called {quoted(words)}. Is it one of these?"


def several(titles: Sequence[str]) -> str:
    """When more titles than the one asked about may mean several films."""
    again = "it again with its year" if len(titles) == 1 else "them again with their years"
    return f"{row([quoted(title) for title in titles])} may be several films too: say {again}."


def unknown(*titles: str) -> str:
    """When no film answers to the words; a number comes from a button, whose film has left the data."""
    if len(titles) == 1 and re.fullmatch(r"#\d+", titles[0]):
        return FILM_GONE
    films, year = ("film", "the year") if len(titles) == 1 else ("films", "their years")
    return f"I know no {films} called {row([quoted(title) for title in titles])}. Check the spelling, or add {year}."


def too_many(read: int) -> str:
    """When a line holds more titles than we read."""
    return f"I read the first {read} titles of a line; please say the others in another one."


def unknown_command(said: str, nearest: str | None) -> str:
    """When the words name no command."""
    first = quoted(said.split(maxsplit=1)[0] if said.split() else said)
    return f"I don't know {first}. " + (
        f"Did you mean {nearest}?" if nearest else f"Say {say('help')} to see what I can do."
    )


def all_taken_back(films: Sequence[tuple[Movie, Verdict | None]]) -> str:
    """What an undo did, a line a film."""
    said = [taken_back(movie, before) for movie, before in films[:_MOST_NAMED]]
    if others := len(films) - len(said):
        said.append(f"And {others} more.")
    return "\n".join(said)


def taken_back(movie: Movie, before: Verdict | None) -> str:
    """What an undo did to one film."""
    return f"{movie} is {_STATE[before]} again." if before is not None else f"{movie} is back to no verdict."


def forgotten(movie: Movie) -> str:
    """After a film left the taste."""
    return f"I have forgotten what you said of {movie}."


def nothing_to_forget(movie: Movie) -> str:
    """When there was no verdict."""
    return f"You have told me nothing about {movie}."


def list_heading(name: str, count: int, filters: Filters, neighbours: int, series: Movie | None) -> str:
    """The line above a list of films; without neighbours they are for anybody."""
    if not neighbours:
        return (
            "I don't know your taste yet, so here are well-known films of several kinds. "
            f"Like three films and the next list is yours: {START}"
        )
    limits = ", ".join(filter(None, (spell_filters(filters), f"of the series of {series.title}" if series else "")))
    return (
        f"{_films(count)} for {name}{f' ({limits})' if limits else ''}, from {neighbours} reel mates with your taste:"
    )


def kin_heading(count: int, film: str, neighbours: int) -> str:
    """The line above films that go with one film."""
    return f"{_films(count)} for those who love {film}, from {neighbours} raters who do:"


def nothing_left(filters: Filters, is_more: bool) -> str:
    """When no film is left within the limits; `is_more` when this list has shown some."""
    if is_more:
        return LAST_OF_LIST
    limits = spell_filters(filters)
    if limits:
        return f"No film is left for “{limits}”. Leave one of the words out and try again."
    return "You have judged every film I know."


def no_kin(film: str) -> str:
    """When nothing is known that goes with a film."""
    return f"I have nothing that goes with {film}: too few people have rated it. Try another film."


def no_more_of_series(film: str) -> str:
    """When a series has no other film for this member."""
    return f"I know no further film of the series of {film}. Try: {say(f'more like {film}')}"


def unknown_filter(said: str) -> str:
    """When words behind `recommend` are neither a limit nor a film."""
    return (
        f"I don't know what {quoted(said)} means here; try genres, years, lengths or a series: "
        f"{say('recommend comedy 1990s under 2h')}"
    )


def no_such_place(films: int) -> str:
    """When `why 9` is asked of a shorter list."""
    if films == 1:
        return f"Your list has one film: say {say('why 1')}."
    return f"Your list has {films} films: say {say('why 1')} to {say(f'why {films}')}."


def remooded(mood: Mood) -> str:
    """After a list changed its mood."""
    return f"Here is the list in {_A_MOOD[mood]} mood."


def reason(found: Reason | None, movie: Movie) -> str:
    """One line under a film."""
    if found is None:
        return f"One of the best-known films: {movie.rated_by:,} raters have seen it."
    if not found.loved_by:
        return f"Rated by {found.rated_by} of your {found.neighbours} reel mates; a film of the kind you like."
    loved = f"Loved by {found.loved_by} of your {found.neighbours} reel mates"
    return f"{loved}, who share your love of {_and(found.because)}." if found.because else f"{loved}."


def kin_reason(found: Reason | None, kin: Movie) -> str:
    """One line under a film that goes with another."""
    if found is None:
        return "One of the best-known films."
    return f"Loved by {found.loved_by} of {found.neighbours} raters who love {kin.title}."


def why_heading(movie: Movie) -> str:
    """The line above a reason card."""
    return f"Why {movie}?"


def whole_reason(found: Reason | None, movie: Movie) -> str:
    """The body of a reason card."""
    if found is None:
        return f"Many people love it; like three films and I can do better: {START}"
    if not found.rated_by:
        return f"None of your {found.neighbours} reel mates has rated it."
    split = f"{found.rated_by} of your {found.neighbours} reel mates have rated it: {found.loved_by} love it"
    against = f", {found.disliked_by} don't like it" if found.disliked_by else ", nobody dislikes it"
    ties = f" What ties you to them: {listed(found.because)}." if found.because else ""
    odds = f" I expect that you will like it with {_odds(found.chance)}." if found.chance is not None else ""
    return f"{split}{against}.{ties}{odds}"


def leave_out(movie: Movie) -> str:
    """The label of a button that corrects the evidence."""
    return f"Leave {movie.title} out of my taste"


def would_like(movie: Movie, chance: float | None, told: Verdict | None) -> str:
    """The answer to `would I like` in one line."""
    if told is not None and told is not Verdict.SEEN:
        said = "dislike" if told is Verdict.DISLIKE else "like"
        guess = f" I would have said: {_odds(chance)} that you do." if chance is not None else ""
        return f"You told me that you {said} {movie}.{guess}"
    if chance is None:
        return f"I can't tell for {movie}: nobody has rated it."
    opinion = next(opinion for least, opinion in _OPINIONS if chance >= least)
    return f"{opinion}: I expect that you will like {movie} with {_odds(chance)}."


def taste_unknown(movie: Movie) -> str:
    """When a chance is asked for, and no like is known."""
    return f"I can't tell yet whether you would like {movie}: first tell me three films you love, as in {START}"


def help_text(topic: str = "") -> str:
    """All commands on one screen, by what members come for; with a command's name, those of its task in full.

    A task with many commands is told by their names alone, so that one message holds it all.
    """
    tasks = {entry.name: entry.task for entry in ENTRIES}
    if topic in tasks:
        return "\n".join([f"{tasks[topic]}:", *_each_told(tasks[topic])])
    lines = [
        "Tell me films you love, and I find the ones you will love next. Three things to try:",
        START,
        say("recommend"),
        say("recommend 3 comedy 1990s no horror under 2h"),
    ]
    for task in Task:
        entries = [entry for entry in ENTRIES if entry.task is task]
        told = _each_told(task) if len(entries) <= _MOST_TOLD else [_names_of(entries)]
        lines += ["", f"{task}:", *told]
    return "\n".join(lines)


def _each_told(task: Task) -> list[str]:
    return [
        f"{say(' '.join((entry.name, entry.takes)).strip())}: {entry.does}" for entry in ENTRIES if entry.task is task
    ]


def _names_of(entries: Sequence[Entry]) -> str:
    names = " · ".join(say(entry.name) for entry in entries)
    return f"{names}\nWhat each does: {say(f'help {entries[0].name}')}"


def welcome(space: str) -> str:
    """What the bot says when it comes to a space."""
    return (
        f"Hello, {space}! I am Reelmates: I find films that you, or a whole room, will love. Three things to try:\n"
        f"{START}\n{say('recommend')}\n{say('help')}"
    )


def greeting(name: str) -> str:
    """Said once, below the first answer to a member."""
    return f"Welcome, {name}! Three things to try: {START} · {say('recommend')} · {say('help')}"


def switched_off(name: str) -> str:
    """When the space does without a command."""
    return f"{name.capitalize()} is switched off here. Say {say('help')} to see what I can do."


def only_in(channels: Sequence[str]) -> str:
    """When the bot is spoken to where it is not to answer."""
    return f"Here I keep silent; I answer in {row(list(channels))}."


def wait(seconds: float) -> str:
    """When a member asks again too soon."""
    return f"Please wait {max(1, math.ceil(seconds))} s, then ask me again."


def bug(reference: str) -> str:
    """When something of ours broke."""
    return f"Something went wrong on my side. Please try again; if it stays, tell the operator: reference {reference}."


_OPINIONS = (
    (0.85, "Almost surely"),
    (0.7, "Very likely"),
    (0.55, "Rather likely"),
    (0.45, "Perhaps"),
    (0.3, "Rather not"),
    (0.0, "Unlikely"),
)
_A_MOOD = {Mood.FAMILIAR: "a familiar", Mood.BALANCED: "a balanced", Mood.ADVENTUROUS: "an adventurous"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _films(count: int) -> str:
    return "One film" if count == 1 else f"{_NUMBERS[count].capitalize()} films"


def _odds(chance: float) -> str:
    """A chance in steps of five per cent: it is known no better."""
    return f"a chance of about {5 * round(20 * chance)}\N{NO-BREAK SPACE}%"


def _more_likes(count: int) -> str:
    return "One more like" if count == 1 else f"{_NUMBERS[count].capitalize()} more likes"


def row(names: Sequence[str], most: int = _MOST_NAMED) -> str:
    """Names in a sentence: "a, b and c"; of more than `most` the last ones are counted together."""
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _number(movies: Sequence[Movie]) -> dict[str, str]:
    if len(movies) == 1:
        return {"is_": "is", "stay": "stays", "they": "it"}
    return {"is_": "are", "stay": "stay", "they": "they"}


def _and(movies: Sequence[Movie]) -> str:
    return " and ".join(movie.title for movie in movies)
