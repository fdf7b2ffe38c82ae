"""Which film of a night's list is meant: by its place, its title, or "#318"."""

from collections.abc import Callable

from bot.chat.asking import CHOICES_OFFERED, films_among
from bot.chat.commands import Command
from bot.chat.evenings import words_of_choosing as words
from bot.chat.library import Library
from bot.chat.reply import Button, Reply
from bot.errors import MemberError
from bot.movies.movie import Movie
from bot.nights.night import MovieNight


def film_on_list(library: Library, night: MovieNight, said: str, meaning: Callable[[str], Command]) -> Movie | Reply:
    """The film that is meant, else the question, each choice saying `meaning` of "#id".

    Raises a MemberError for a film that is not there, UnknownTitle for no film at all.
    """
    entrants = night.poll.entrants
    if not entrants:
        raise MemberError(words.no_list())
    if said.isdecimal() and 1 <= int(said) <= len(entrants):
        return library.film(entrants[int(said) - 1].movie_id)
    if said.isdecimal() and not library.titles.find(said).candidates:
        raise MemberError(words.no_such_place(len(entrants)))
    there, meant = films_among(library, said, night.poll.movie_ids)
    if not there:
        raise MemberError(words.not_listed(meant[0]))
    if len(there) == 1:
        return there[0]
    choices = tuple(Button(str(movie), meaning(f"#{movie.movie_id}")) for movie in there[:CHOICES_OFFERED])
    return Reply(words.which_on_list(said), buttons=choices, private=True)
