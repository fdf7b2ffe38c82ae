"""Films from a member's words: the sure one, or the question which one is meant; and what may be said of one."""

import re
from collections.abc import Callable, Collection, Sequence

from bot.chat import words
from bot.chat.commands import Command, Judge
from bot.chat.language import _
from bot.chat.library import Library
from bot.chat.reply import Button, Reply
from bot.errors import UnknownTitle
from bot.movies.movie import Movie
from bot.movies.titles import Decision, Lookup
from bot.taste.profile import Verdict

CHOICES_OFFERED = 5
_NEAREST_OFFERED = 2
_ID = re.compile(r"#\d{1,9}", re.ASCII)


def one_film(library: Library, said: str, meaning: Callable[[str], Command]) -> Movie | Reply:
    """The film that is surely meant, else the question, each choice saying `meaning` of "#id"; raises UnknownTitle."""
    lookup = library.titles.find(said)
    if not lookup.candidates:
        raise UnknownTitle(words.unknown(said))
    films = [one.movie for one in lookup.candidates]
    if lookup.decision is Decision.TAKE:
        return films[0]
    choices = tuple(Button(str(movie), meaning(f"#{movie.movie_id}")) for movie in films[:CHOICES_OFFERED])
    return Reply(words.which_film(said, is_known=lookup.decision is Decision.ASK), buttons=choices, private=True)


def question(
    doubtful: Sequence[tuple[str, Lookup]], asked: Callable[[str], str], meaning: Callable[[str], Command]
) -> tuple[list[str], list[Button]]:
    """What to say of titles that may mean several films or none, and the films of the first one to choose from.

    `asked` words the question about a title, a choice says `meaning` of "#id".
    """
    several = [(title, lookup) for title, lookup in doubtful if lookup.decision is Decision.ASK]
    unknown = [(title, lookup) for title, lookup in doubtful if lookup.decision is Decision.NONE]
    said: list[str] = []
    if several:
        said.append(asked(several[0][0]))
    if several[1:]:
        said.append(words.several([title for title, _ in several[1:]]))
    if unknown:
        said.append(words.unknown(*(title for title, _ in unknown)))
    films = [one.movie for _, lookup in (several or unknown)[:1] for one in lookup.candidates]
    offered = films[: CHOICES_OFFERED if several else _NEAREST_OFFERED]
    return said, [Button(str(movie), meaning(f"#{movie.movie_id}")) for movie in offered]


def films_among(library: Library, said: str, present: Collection[int]) -> tuple[list[Movie], list[Movie]]:
    """Films that may be meant: those among the present ids, best first, and all; raises UnknownTitle for none at all.

    Where the best of all is surely meant and present, it stands alone. One that the catalogue has lost is named by id.
    """
    lookup = library.titles.find(said)
    meant = [one.movie for one in lookup.candidates]
    if not meant and _ID.fullmatch(said):
        meant = [library.film(int(said[1:]))]
    if not meant:
        raise UnknownTitle(words.unknown(said))
    there = [movie for movie in meant if movie.movie_id in present]
    is_clear = there[:1] == meant[:1] and (lookup.decision is not Decision.ASK)
    return (there[:1] if is_clear else there), meant


def verdict_buttons(movie: Movie, list_id: str | None = None) -> tuple[Button, ...]:
    """Like, Dislike and Seen for one film; with a list's id a press renews that list."""
    film = (f"#{movie.movie_id}",)
    said = ((_("Like"), Verdict.LIKE), (_("Dislike"), Verdict.DISLIKE), (_("Seen"), Verdict.SEEN))
    return tuple(Button(label, Judge(verdict, film, list_id)) for label, verdict in said)
