"""Every title of the catalogue as numbers: its words, the pieces it falls into, and which titles hold a word."""

from collections.abc import Iterable, Sequence
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

from bot.movies.movie import Movie
from bot.movies.titles.folding import PIECE_END, TITLE_END
from bot.movies.titles.names import names_of
from bot.movies.titles.vocabulary import Spellings, Vocabulary

_TITLE_ENDS, _PIECE_ENDS = -1, -2
_WORDS_BESIDE_A_TITLE = 6
_MASS_OF_A_LETTER = 0.5  # "N" in "Boyz N the Hood" is rare, yet says little


class Shelf:
    """The titles of all films, best-known film first, so that a lower title number means a better-known film.

    A film stands here under each of its names; `films[title]` is the film that a title names. The words of a title are
    `words[starts[title]:starts[title + 1]]`, and `pieces` counts up wherever a new piece of a title begins. `mass` is
    what a word weighs as evidence, 0 (in every title) to 1 (in one title), and `title_mass` the sum over a title. No
    text of more than `most_words` words names a film.
    """

    def __init__(self, movies: Iterable[Movie]) -> None:
        self.movies = sorted(movies, key=lambda movie: (-movie.rated_by, movie.movie_id))
        self.years = np.array([movie.year or 0 for movie in self.movies], dtype=np.int32)
        self.fame = _fame([movie.rated_by for movie in self.movies])
        names = names_of(self.movies)
        self.films = np.array([name.film for name in names], dtype=np.int32)
        self.is_other_name = np.array([name.is_other for name in names], dtype=np.bool_)
        lines = [name.line for name in names]
        title_of = self._read_words(lines)
        self._post_words(title_of)
        self._headed = [title for title, line in enumerate(lines) if PIECE_END in line]
        heads = [lines[title].partition(PIECE_END)[0] for title in self._headed]
        self.most_words = int(np.diff(self.starts).max(initial=0)) + _WORDS_BESIDE_A_TITLE
        self.run_together = Spellings([_run_together(line) for line in (*lines, *heads)])

    def __len__(self) -> int:
        return len(self.films)

    def holding(self, word: int) -> NDArray[np.int32]:
        """Numbers of the titles that hold this word, best-known film first."""
        return self.holding_run(word, word)

    def holding_run(self, first: int, last: int) -> NDArray[np.int32]:
        """Numbers of the titles that hold a word from the first to the last of these, word by word."""
        return self.postings[self.posting_starts[first] : self.posting_starts[last + 1]]

    def holds_together(self, words: Iterable[str]) -> bool:
        """Whether some title holds all these words of the vocabulary."""
        titles = [self.holding(self.vocabulary.number_of[word]) for word in words]
        return bool(reduce(partial(np.intersect1d, assume_unique=True), titles).size)

    def title_run_together(self, place: int) -> int:
        """The title that stands at a place of `run_together`, whole or by its first piece."""
        return self._headed[place - len(self)] if self.is_only_first_piece(place) else place

    def is_only_first_piece(self, place: int) -> bool:
        """Whether the first piece of a title stands at this place of `run_together`, not the whole title."""
        return place >= len(self)

    def _read_words(self, lines: Sequence[str]) -> NDArray[np.int64]:
        """Turns lines into numbers; returns for each word the title it is in."""
        text = f" {TITLE_END} ".join(lines).replace(PIECE_END, f" {PIECE_END} ")
        tokens = [token for token in text.split(" ") if token]
        self.vocabulary = Vocabulary(set(tokens) - {TITLE_END, PIECE_END})
        number_of = self.vocabulary.number_of | {TITLE_END: _TITLE_ENDS, PIECE_END: _PIECE_ENDS}
        stream = np.array([number_of[token] for token in tokens], dtype=np.int32)
        is_word = stream >= 0
        title_of = np.cumsum(stream == _TITLE_ENDS)[is_word]
        self.words = stream[is_word]
        self.pieces = np.cumsum(stream == _PIECE_ENDS, dtype=np.int32)[is_word]
        self.starts = np.searchsorted(title_of, np.arange(len(lines) + 1)).astype(np.int32)
        return title_of

    def _post_words(self, title_of: NDArray[np.int64]) -> None:
        titles = max(len(self), 1)
        held = np.sort(self.words * np.int64(titles) + title_of)
        held = held[np.diff(held, prepend=-1) > 0]  # numpy's own `unique` takes ten times as long here
        self.postings = (held % titles).astype(np.int32)
        self.posting_starts = np.searchsorted(held // titles, np.arange(len(self.vocabulary) + 1)).astype(np.int32)
        holders = np.diff(self.posting_starts)
        self.mass = (1 - np.log(np.maximum(holders, 1)) / np.log(titles + 2)).astype(np.float32)
        self.mass[[len(word) == 1 for word in self.vocabulary.words]] *= _MASS_OF_A_LETTER
        masses = np.bincount(title_of, weights=self.mass[self.words], minlength=len(self))
        self.title_mass = masses.astype(np.float32)


def _fame(rated_by: Sequence[int]) -> NDArray[np.float64]:
    """How well known each film is, 0 to 1, on a logarithmic scale that is the same for small and large data sets."""
    counts = np.array(rated_by, dtype=np.float64)
    typical = max(1.0, float(counts.mean())) if counts.size else 1.0
    known = np.log1p(counts / typical)
    return known / max(float(known.max(initial=0)), 1e-9)


def _run_together(line: str) -> str:
    return line.replace(PIECE_END, "").replace(" ", "")
