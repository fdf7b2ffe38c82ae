"""Every title of the catalogue as numbers: its words, the pieces it falls into, and which titles hold a word."""

import re
from collections.abc import Iterable, Sequence
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

from bot.movies.movie import Movie
from bot.movies.titles.folding import PIECE_END, TITLE_END, fold
from bot.movies.titles.numbers import with_digits
from bot.movies.titles.vocabulary import Spellings, Vocabulary

_PIECE_BREAKS = re.compile(r"[:;()\[\]]| [-–—/] ")
# Where people stop when they name a series: "Harry Potter | and the ...", "Kill Bill | Vol. 1".
_SOFT_BREAKS = re.compile(r" (?=and the |(?:part|volume|vol|episode|chapter|book) (?:\d|[ivx]+\b|one\b|two\b|three\b))")
_ELIDED_ARTICLE = re.compile(r"^[ld]['’](?=\w{3})", re.IGNORECASE | re.MULTILINE)
_END_MARKS = re.compile(f"[{TITLE_END}{PIECE_END}]")


class Shelf:
    """The titles of all films, best-known film first, so that a lower title number means a better-known film.

    A film stands here under its title and under every other name it has; `films[title]` is the film a title names
    and `is_other_name[title]` tells whether it is one of its other names. The words of a title are
    `words[starts[title]:starts[title + 1]]`, and `pieces` numbers the piece of the title each word is in.
    """

    def __init__(self, movies: Iterable[Movie]) -> None:
        self.movies = sorted(movies, key=lambda movie: (-movie.rated_by, movie.movie_id))
        self.years = np.array([movie.year or 0 for movie in self.movies], dtype=np.int32)
        self.fame = _fame([movie.rated_by for movie in self.movies])
        lines, self.films, self.is_other_name = _lines(self.movies)
        self._read_words(lines)
        self._post_words()
        heads = [line.partition(PIECE_END)[0] for line in lines]
        self.run_together = Spellings(
            [_run_together(line) for line in lines]
            + [_run_together(head) for line, head in zip(lines, heads, strict=True) if len(head) < len(line)]
        )
        self._title_of_head = [title for title, head in enumerate(heads) if len(head) < len(lines[title])]

    def __len__(self) -> int:
        return len(self.films)

    def holding(self, word: int) -> NDArray[np.int32]:
        """Numbers of the titles that hold this word, best-known film first."""
        return self.postings[self.posting_starts[word] : self.posting_starts[word + 1]]

    def holding_run(self, first: int, last: int) -> NDArray[np.int32]:
        """Numbers of the titles that hold a word from the first to the last of these, word by word."""
        return self.postings[self.posting_starts[first] : self.posting_starts[last + 1]]

    def holding_all(self, words: Iterable[str]) -> bool:
        """Whether some title holds all these words of the vocabulary."""
        titles = [self.holding(self.vocabulary.number_of[word]) for word in words]
        return bool(reduce(partial(np.intersect1d, assume_unique=True), titles).size)

    def title_run_together(self, place: int) -> int:
        """The title that stands at a place of `run_together`, whole or by its first piece."""
        return place if place < len(self) else self._title_of_head[place - len(self)]

    def _read_words(self, lines: Sequence[str]) -> None:
        tokens = f" {TITLE_END} ".join(lines).replace(PIECE_END, f" {PIECE_END} ").split(" ")
        self.vocabulary = Vocabulary({*tokens, TITLE_END, PIECE_END, ""} - {""})
        number_of = self.vocabulary.number_of
        stream = np.array([number_of[token] for token in tokens if token], dtype=np.int32)
        ends_title, ends_piece = stream == number_of[TITLE_END], stream == number_of[PIECE_END]
        is_word = ~(ends_title | ends_piece)
        title_of = np.cumsum(ends_title, dtype=np.int32)[is_word]
        self.words = stream[is_word]
        self.starts = np.searchsorted(title_of, np.arange(len(lines) + 1)).astype(np.int32)
        self.pieces = np.cumsum(ends_piece, dtype=np.int32)[is_word]
        self._title_of = title_of

    def _post_words(self) -> None:
        held = np.unique(self.words.astype(np.int64) * len(self) + self._title_of)
        self.postings = (held % len(self)).astype(np.int32)
        self.posting_starts = np.searchsorted(held // len(self), np.arange(len(self.vocabulary) + 1)).astype(np.int32)
        holders = np.diff(self.posting_starts)
        rarity = 1 - np.log(np.maximum(holders, 1)) / np.log(len(self) + 2)
        self.mass = rarity.astype(np.float32)
        self.title_mass = np.bincount(self._title_of, weights=self.mass[self.words], minlength=len(self)).astype(
            np.float32
        )
        del self._title_of


def _fame(rated_by: Sequence[int]) -> NDArray[np.float64]:
    """How well known each film is, 0 to 1, on a logarithmic scale that is the same for small and large data sets."""
    counts = np.array(rated_by, dtype=np.float64)
    typical = max(1.0, float(counts.mean())) if counts.size else 1.0
    known = np.log1p(counts / typical)
    return known / max(float(known.max(initial=0)), 1e-9)


def _lines(movies: Sequence[Movie]) -> tuple[list[str], NDArray[np.int32], NDArray[np.bool_]]:
    """All titles folded, one a line with pieces marked; the film each names; whether it is another name of it."""
    names = [
        (film, _END_MARKS.sub(" ", name), name is not movie.title)
        for film, movie in enumerate(movies)
        for name in (movie.title, *movie.also_known_as)
    ]
    names += [
        (film, _ELIDED_ARTICLE.sub("", name), other) for film, name, other in names if _ELIDED_ARTICLE.match(name)
    ]
    text = fold(_PIECE_BREAKS.sub(PIECE_END, TITLE_END.join(name for _, name, _ in names)))
    lines = _SOFT_BREAKS.sub(PIECE_END, text).split(TITLE_END)
    in_digits = with_digits(text).split(TITLE_END)
    rows = [(film, line, other) for (film, _, other), line in zip(names, lines, strict=True)]
    rows += [
        (film, digits, other)
        for (film, _, other), line, digits in zip(names, text.split(TITLE_END), in_digits, strict=True)
        if digits != line
    ]
    rows.sort(key=lambda row: row[0])
    return (
        [line for _, line, _ in rows],
        np.array([film for film, _, _ in rows], dtype=np.int32),
        np.array([other for _, _, other in rows], dtype=np.bool_),
    )


def _run_together(line: str) -> str:
    return line.replace(PIECE_END, "").replace(" ", "")
