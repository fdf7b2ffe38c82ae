"""What the bot says of verdicts: given, taken back, forgotten."""

from collections.abc import Sequence
from typing import assert_never

from bot.chat.language import _, ngettext
from bot.chat.manner import say
from bot.chat.words import START, capital, in_letters, listed, quoted
from bot.movies.movie import Movie
from bot.taste.profile import Verdict

HEADED = (Verdict.LIKE, Verdict.DISLIKE, Verdict.SEEN, Verdict.ASIDE)
"""Verdicts in the order in which a page has them."""

_MOST_NAMED = 10
_LIKES_ENOUGH = 3


def heading_of(verdict: Verdict) -> str:
    """The heading of films with this verdict."""
    match verdict:
        case Verdict.LIKE:
            return _("You like")
        case Verdict.DISLIKE:
            return _("Not for you")
        case Verdict.SEEN:
            return _("Seen")
        case Verdict.ASIDE:
            return _("Liked, but out of your taste")
        case _:
            assert_never(verdict)


def taste_empty() -> str:
    """When a member has told nothing."""
    return _("You have told me nothing yet. Start with three films you love: {start}", start=START)


def judged(verdict: Verdict, changed: Sequence[Movie], unchanged: Sequence[Movie]) -> list[str]:
    """What became of the films that were judged."""
    now = [_now(verdict, changed)] if changed else []
    already = [_already(verdict, unchanged)] if unchanged else []
    return [*now, *already]


def next_step(likes: int) -> str:
    """What to do after a like."""
    if likes >= _LIKES_ENOUGH:
        return _("Say {recommend} for films you will love.", recommend=say("recommend"))
    missing = _LIKES_ENOUGH - likes
    return capital(
        ngettext(
            "one more like and I know your taste well; or say {recommend} now.",
            "{number} more likes and I know your taste well; or say {recommend} now.",
            missing,
            number=in_letters(missing),
            recommend=say("recommend"),
        )
    )


def which(words: str, verdict: Verdict) -> str:
    """The question when a title may mean several films."""
    title = quoted(words)
    match verdict:
        case Verdict.LIKE:
            return _("Which {title} do you like?", title=title)
        case Verdict.DISLIKE:
            return _("Which {title} is not for you?", title=title)
        case Verdict.SEEN:
            return _("Which {title} have you seen?", title=title)
        case Verdict.ASIDE:
            return _("Which {title} shall be left out?", title=title)
        case _:
            assert_never(verdict)


def which_instead(wrong: Movie, words: str, verdict: Verdict) -> str:
    """The question after a wrong guess was taken back."""
    taken = _("I took {film} back.", film=wrong)
    return f"{taken} {which(words, verdict)}"


def say_it_anew(wrong: Movie) -> str:
    """The same when no other film is near to the words."""
    return _("I took {film} back. Say the title again with its year.", film=wrong)


def which_to_forget(words: str) -> str:
    """The question which of several films shall leave the taste."""
    return _("Which {title} shall I forget?", title=quoted(words))


def nothing_to_undo() -> str:
    """When there is nothing to take back."""
    return _("There is nothing to take back.")


def all_taken_back(films: Sequence[tuple[Movie, Verdict | None]]) -> str:
    """What an undo did, a line a film."""
    said = [taken_back(movie, before) for movie, before in films[:_MOST_NAMED]]
    if others := len(films) - len(said):
        said.append(ngettext("And {count} more.", "And {count} more.", others))
    return "\n".join(said)


def taken_back(movie: Movie, before: Verdict | None) -> str:
    """What an undo did to one film."""
    match before:
        case None:
            return _("{film} is back to no verdict.", film=movie)
        case Verdict.LIKE:
            return _("{film} is liked again.", film=movie)
        case Verdict.DISLIKE:
            return _("{film} is disliked again.", film=movie)
        case Verdict.SEEN:
            return _("{film} is seen again.", film=movie)
        case Verdict.ASIDE:
            return _("{film} is liked, and out of your taste, again.", film=movie)
        case _:
            assert_never(before)


def forgotten(movie: Movie) -> str:
    """After a film left the taste."""
    return _("I have forgotten what you said of {film}.", film=movie)


def nothing_to_forget(movie: Movie) -> str:
    """When there was no verdict."""
    return _("You have told me nothing about {film}.", film=movie)


def _now(verdict: Verdict, movies: Sequence[Movie]) -> str:
    films, count = listed(movies), len(movies)
    match verdict:
        case Verdict.LIKE:
            return ngettext("You like {films}.", "You like {films}.", count, films=films)
        case Verdict.DISLIKE:
            return ngettext("Noted: {films} is not for you.", "Noted: {films} are not for you.", count, films=films)
        case Verdict.SEEN:
            return _("Noted: you have seen {films}.", films=films)
        case Verdict.ASIDE:
            return ngettext(
                "{films} stays among your likes, and out of your taste: it will speak for no other film.",
                "{films} stay among your likes, and out of your taste: they will speak for no other film.",
                count,
                films=films,
            )
        case _:
            assert_never(verdict)


def _already(verdict: Verdict, movies: Sequence[Movie]) -> str:
    films, count = listed(movies), len(movies)
    match verdict:
        case Verdict.LIKE:
            return ngettext("You like {films} already.", "You like {films} already.", count, films=films)
        case Verdict.DISLIKE:
            return ngettext(
                "I know that {films} is not for you.", "I know that {films} are not for you.", count, films=films
            )
        case Verdict.SEEN:
            return _("I know that you have seen {films}.", films=films)
        case Verdict.ASIDE:
            return ngettext(
                "{films} is out of your taste already.", "{films} are out of your taste already.", count, films=films
            )
        case _:
            assert_never(verdict)
