"""The names under which films stand on the shelf: titles, other names, both together, numbers in digits."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.movies.movie import Movie
from bot.movies.titles.folding import PIECE_END, TITLE_END, fold
from bot.movies.titles.numbers import with_digits

_PIECE_BREAKS = re.compile(r":(?!\d)|[;()\[\]]| [-–—/] ")
# Where people stop when they name a series: "Harry Potter | and the ...", "Kill Bill | Vol. 1".
_SOFT_BREAKS = re.compile(r" (?=and the |(?:part|volume|vol|episode|chapter|book) (?:\d|[ivx]+\b|one\b|two\b|three\b))")
_ELIDED_ARTICLE = re.compile(r"[ld]['’](?=\w{3})", re.IGNORECASE)
_END_MARKS = re.compile(f"[{TITLE_END}{PIECE_END}]")


class Name(NamedTuple):
    """One folded name of a film, its pieces marked; `is_other` when it is not the film's title."""

    film: int
    line: str
    is_other: bool


def names_of(movies: Sequence[Movie]) -> list[Name]:
    """The names of all films, film by film. All are folded as one text, which is many times quicker than one by one."""
    names = [*_written_names(movies)]
    names += [
        Name(film, _ELIDED_ARTICLE.sub("", name, count=1), is_other)
        for film, name, is_other in names
        if _ELIDED_ARTICLE.match(name)
    ]
    if not names:
        return []
    text = fold(_PIECE_BREAKS.sub(PIECE_END, TITLE_END.join(_END_MARKS.sub(" ", name.line) for name in names)))
    in_digits = with_digits(text)
    folded = zip(
        names,
        _SOFT_BREAKS.sub(PIECE_END, text).split(TITLE_END),
        _SOFT_BREAKS.sub(PIECE_END, in_digits).split(TITLE_END),
        strict=True,
    )
    lines = [
        Name(film, line, is_other)
        for (film, _, is_other), as_written, as_digits in folded
        for line in dict.fromkeys((as_written, as_digits))
    ]
    return sorted(lines, key=lambda name: name.film)


def _written_names(movies: Sequence[Movie]) -> list[Name]:
    names = [Name(film, movie.title, is_other=False) for film, movie in enumerate(movies)]
    for film, movie in enumerate(movies):
        if movie.also_known_as:
            names += [Name(film, other, is_other=True) for other in movie.also_known_as]
            names.append(Name(film, ": ".join((movie.title, *movie.also_known_as)), is_other=False))
    return names
