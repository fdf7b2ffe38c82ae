"""What the bot says, in plain text."""

from collections.abc import Sequence

from bot.chat.commands import ENTRIES
from bot.chat.filters import spell_filters
from bot.movies.movie import Movie
from bot.recommend.filters import Filters
from bot.recommend.reasons import Reason
from bot.taste.profile import Verdict

_QUOTED_LENGTH = 60
_MOST_NAMED = 10

_NOW = {
    Verdict.LIKE: "You like {films}.",
    Verdict.DISLIKE: "Noted: {films} {is_} not for you.",
    Verdict.SEEN: "Noted: you have seen {films}.",
}
_ALREADY = {
    Verdict.LIKE: "You like {films} already.",
    Verdict.DISLIKE: "I know that {films} {is_} not for you.",
    Verdict.SEEN: "I know that you have seen {films}.",
}
_STATE = {
    Verdict.LIKE: "liked",
    Verdict.DISLIKE: "disliked",
    Verdict.SEEN: "seen",
    None: "without a verdict",
}
VERDICT_HEADINGS = {Verdict.LIKE: "You like", Verdict.DISLIKE: "Not for you", Verdict.SEEN: "Seen"}
TASTE_EMPTY = "You have told me nothing yet. Start with three films you love: like The Matrix; Toy Story; Amélie"
NOTHING_TO_UNDO = "There is nothing to take back."
LIST_GONE = "I no longer have that list. Say recommend for a fresh one."
NO_LIST_YET = "You have no list yet. Say recommend first."
WHICH_SPACE = "You share several servers with me. Which one shall we talk about? I'll remember it."
OUTSIDE = "A service that I need does not answer right now; please try again soon."
SET_UP = "I am not set up as I should be. The operator finds the reason in my log, or with: reelmates doctor"
ABOUT = (
    "I am Reelmates. I look for the MovieLens raters whose taste is nearest to yours, your reel mates, and show you "
    "the films they loved and you have not seen.\n"
    "Ratings: MovieLens by GroupLens, University of Minnesota (F. M. Harper and J. A. Konstan, 2015). "
    "Posters: OMDb, where the operator has a key. I keep the verdicts you give me, and nothing else you write."
)


def quoted(words: str) -> str:
    """A member's words as we repeat them: one line, cut short."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= _QUOTED_LENGTH else line[: _QUOTED_LENGTH - 1] + '…'}”"


def listed(movies: Sequence[Movie]) -> str:
    """Films in a sentence: "A, B and C"."""
    return _row([str(movie) for movie in movies])


def judged(verdict: Verdict, changed: Sequence[Movie], unchanged: Sequence[Movie]) -> list[str]:
    """What became of the films that were judged."""
    said = []
    if changed:
        said.append(_NOW[verdict].format(films=listed(changed), is_=_is(changed)))
    if unchanged:
        said.append(_ALREADY[verdict].format(films=listed(unchanged), is_=_is(unchanged)))
    return said


def next_step(likes: int) -> str:
    """What to do after a like."""
    if likes < 3:
        return f"{_more_likes(3 - likes)} and I know your taste well; or say recommend now."
    return "Say recommend for films you will love."


def which(words: str, verdict: Verdict) -> str:
    """The question when a title may mean several films."""
    ask = {Verdict.LIKE: "do you like", Verdict.DISLIKE: "is not for you", Verdict.SEEN: "have you seen"}[verdict]
    return f"Which {quoted(words)} {ask}?"


def several(titles: Sequence[str]) -> str:
    """When more titles than the one asked about may mean several films."""
    again = "it again with its year" if len(titles) == 1 else "them again with their years"
    return f"{_row([quoted(title) for title in titles])} may be several films too: say {again}."


def unknown(*titles: str) -> str:
    """When no film answers to the words."""
    films, year = ("film", "the year") if len(titles) == 1 else ("films", "their years")
    return f"I know no {films} called {_row([quoted(title) for title in titles])}. Check the spelling, or add {year}."


def too_many(read: int) -> str:
    """When a line holds more titles than we read."""
    return f"I read the first {read} titles of a line; please say the others in another one."


def unknown_command(said: str, nearest: str | None) -> str:
    """When the words name no command."""
    first = quoted(said.split(maxsplit=1)[0] if said.split() else said)
    return f"I don't know {first}. " + (f"Did you mean {nearest}?" if nearest else "Say help to see what I can do.")


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


def list_heading(name: str, count: int, filters: Filters, neighbours: int) -> str:
    """The line above a list of films; without neighbours they are for anybody."""
    if not neighbours:
        return (
            "I don't know your taste yet, so here are well-known films of several kinds. "
            "Like three films and the next list is yours: like The Matrix; Toy Story; Amélie"
        )
    limits = spell_filters(filters)
    films = "One film" if count == 1 else f"{_NUMBERS[count].capitalize()} films"
    return f"{films} for {name}{f' ({limits})' if limits else ''}, from {neighbours} reel mates with your taste:"


def nothing_left(filters: Filters, is_more: bool) -> str:
    """When no film is left within the limits; `is_more` when this list has shown some."""
    if is_more:
        return "That was the last film of this list. Say recommend for a fresh one."
    limits = spell_filters(filters)
    if limits:
        return f"No film is left for “{limits}”. Leave one of the words out and try again."
    return "You have judged every film I know."


def reason(found: Reason | None, movie: Movie) -> str:
    """One line under a film."""
    if found is None:
        return f"One of the best-known films: {movie.rated_by:,} raters have seen it."
    if not found.loved_by:
        return f"Rated by {found.rated_by} of your {found.neighbours} reel mates; a film of the kind you like."
    loved = f"Loved by {found.loved_by} of your {found.neighbours} reel mates"
    return f"{loved}, who share your love of {_and(found.because)}." if found.because else f"{loved}."


def whole_reason(found: Reason | None, movie: Movie) -> str:
    """The answer to `why`."""
    if found is None:
        return f"{movie} is there because many people love it; like three films and I can do better."
    split = f"{found.rated_by} of them have rated it: {found.loved_by} love it"
    against = f", {found.disliked_by} don't" if found.disliked_by else ", nobody dislikes it"
    ties = f" What ties you to those who love it: {listed(found.because)}." if found.because else ""
    return f"{movie}: I asked your {found.neighbours} reel mates. {split}{against}.{ties}"


def help_text() -> str:
    """All commands on one screen."""
    lines = [f"{' '.join((entry.name, entry.takes)).strip()}: {entry.does}" for entry in ENTRIES]
    return "\n".join(
        [
            "Tell me films you love, and I find the ones you will love next. Try:",
            "like The Matrix; Toy Story; Amélie",
            "recommend",
            "recommend 3 comedy 1990s no horror under 2h",
            "",
            *lines,
        ]
    )


def bug(reference: str) -> str:
    """When something of ours broke."""
    return f"Something went wrong on my side. Please try again; if it stays, tell the operator: reference {reference}."


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _more_likes(count: int) -> str:
    return "One more like" if count == 1 else f"{_NUMBERS[count].capitalize()} more likes"


def _row(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], f"{len(names) - _MOST_NAMED + 1} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _is(movies: Sequence[Movie]) -> str:
    return "is" if len(movies) == 1 else "are"


def _and(movies: Sequence[Movie]) -> str:
    return " and ".join(movie.title for movie in movies)
