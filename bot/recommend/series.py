"""Which films are parts of one series, found from their names, years and genres alone."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.recommend.series_names import Claim, Tie, claims_upon, is_finished, own_claims, plain, whole

_FEWEST_LETTERS = 4
_FARTHEST_NUMBERS = 3
_LOOK_BACK = 40
_FIRST_WORD_FILMS = range(3, 13)
_FIRST_WORD_GENRES = 2
_DOCUMENTARY = "Documentary"


class _Proof(NamedTuple):
    """What two films must have in common besides the stem: years apart at most, genres (Jaccard) at least.

    `own_share`: of all names with the stem's rarest word, the share that belongs to the stem. It tells "batman", which
    nearly always opens a name of the series, from "dead man".
    """

    years_apart: int
    genres: float
    own_share: float


_PROOFS = {
    Tie.NUMBERED: _Proof(80, 0.0, 0.0),
    Tie.WHOLE: _Proof(80, 0.0, 0.0),
    Tie.CUT: _Proof(40, 0.2, 0.3),
    Tie.ADVENTURE: _Proof(25, 0.25, 0.3),
    Tie.CONTINUED: _Proof(30, 0.25, 0.3),
    Tie.FIRST_WORD: _Proof(15, 0.2, 0.8),
    Tie.BEGUN: _Proof(25, 0.33, 0.65),
}
_Names = list[tuple[int, str]]
_Claimants = Mapping[str, Mapping[int, Claim]]


class _Member(NamedTuple):
    column: int
    movie: Movie
    year: int
    claim: Claim


def series_of(catalogue: Catalogue) -> NDArray[np.int64]:
    """A series number per film, shape (films,), equal for films of one series; a film alone has its own.

    Films of the same name are not a series by that alone: "Frozen" (2010) and "Frozen" (2013).
    """
    names = _names_of(catalogue)
    words = Counter(chain.from_iterable(whole(name).split(" ") for _, name in names))
    series = _Circles(len(catalogue))
    for stem, claimants in _claimants(names, words, catalogue.movies).items():
        if len(claimants) > 1 and len(stem) >= _FEWEST_LETTERS and is_finished(stem):
            own_share = len(claimants) / min(words[word] or 1 for word in stem.split(" "))
            _join(claimants, catalogue.movies, own_share, series)
    return series.numbers()


class _Circles:
    """Films in circles that grow together: a union-find over columns."""

    def __init__(self, count: int) -> None:
        self._next = list(range(count))

    def of(self, column: int) -> int:
        """The circle of a film: its lowest column."""
        while (above := self._next[column]) != column:
            self._next[column] = column = self._next[above]
        return column

    def join(self, one: int, other: int) -> None:
        """Makes one circle of two."""
        low, high = sorted((self.of(one), self.of(other)))
        self._next[high] = low

    def numbers(self) -> NDArray[np.int64]:
        """The circle of every film."""
        return np.array([self.of(column) for column in range(len(self._next))], dtype=np.int64)


def _names_of(catalogue: Catalogue) -> _Names:
    """Every name with its film's column; names without a letter or digit are left out."""
    columns, names = [], []
    for column, movie in enumerate(catalogue.movies):
        for name in (movie.title, *movie.also_known_as):
            columns.append(column)
            names.append(name)
    return [(column, name) for column, name in zip(columns, plain(names), strict=True) if name]


def _claimants(names: _Names, words: Mapping[str, int], movies: Sequence[Movie]) -> _Claimants:
    """By stem, each film's surest claim."""
    claimants: dict[str, dict[int, Claim]] = defaultdict(dict)

    def note(column: int, claim: Claim) -> None:
        claims = claimants[claim.stem]
        if column not in claims or claim.tie < claims[column].tie:
            claims[column] = claim

    for column, name in names:
        for claim in own_claims(name):
            note(column, claim)
    wholes = [whole(name) for _, name in names]
    stems = {*wholes, *claimants}
    for column, name in names:
        for claim in claims_upon(name, stems):
            note(column, claim)
    for (column, _), stem in zip(names, wholes, strict=True):
        if stem in claimants:
            note(column, Claim(stem, Tie.WHOLE, 1))
    for word, columns in _first_words(names, words):
        if _are_alike([movies[column] for column in columns]):
            for column in columns:
                note(column, Claim(word, Tie.FIRST_WORD))
    return claimants


def _first_words(names: _Names, words: Mapping[str, int]) -> Iterator[tuple[str, list[int]]]:
    """Words that open a few names and are hardly found elsewhere, with the films so named."""
    opened: dict[str, set[int]] = defaultdict(set)
    for column, name in names:
        opened[whole(name).partition(" ")[0]].add(column)
    least = _PROOFS[Tie.FIRST_WORD].own_share
    for word, columns in opened.items():
        if len(columns) in _FIRST_WORD_FILMS and word.isalpha() and len(columns) >= least * words[word]:
            yield word, sorted(columns)


def _are_alike(movies: Sequence[Movie]) -> bool:
    """Whether most of the films share two genres or more."""
    genres = Counter(chain.from_iterable(movie.genres for movie in movies))
    return sum(count >= 0.8 * len(movies) for count in genres.values()) >= _FIRST_WORD_GENRES


def _join(claimants: Mapping[int, Claim], movies: Sequence[Movie], own_share: float, series: _Circles) -> None:
    """Ties each film to the earlier ones it follows; a plain beginning counts once the stem has proved a series."""
    members = sorted(
        (_Member(column, movies[column], movies[column].year or 0, claim) for column, claim in claimants.items()),
        key=lambda member: (member.year, member.claim.tie, member.column),
    )
    if _join_those([one for one in members if one.claim.tie is not Tie.BEGUN], own_share, series):
        _join_those(members, own_share, series)


def _join_those(members: Sequence[_Member], own_share: float, series: _Circles) -> bool:
    """Whether any were tied; of several earlier films with the bare name only the latest counts."""
    has_joined = False
    for place, later in enumerate(members):
        has_original = False
        for earlier in members[max(0, place - _LOOK_BACK) : place][::-1]:
            is_original = earlier.claim.tie is Tie.WHOLE
            if not (is_original and has_original) and _follows(later, earlier, own_share):
                has_original |= is_original
                series.join(earlier.column, later.column)
                has_joined = True
    return has_joined


def _follows(later: _Member, earlier: _Member, own_share: float) -> bool:
    surer, weaker = sorted((later.claim.tie, earlier.claim.tie))
    if surer is Tie.WHOLE is weaker or (surer > Tie.ADVENTURE and weaker is not Tie.FIRST_WORD):
        return False
    proof = _PROOFS[weaker]
    is_own = own_share >= proof.own_share or (" " in later.claim.stem and weaker is not Tie.BEGUN)
    return is_own and _are_in_order(later, earlier, proof) and _are_akin(later, earlier, proof)


def _are_in_order(later: _Member, earlier: _Member, proof: _Proof) -> bool:
    apart = later.year - earlier.year if earlier.year else 0
    if apart > proof.years_apart or (later.claim.tie is Tie.WHOLE and apart):
        return False
    if later.claim.number is None or earlier.claim.number is None:
        return True
    numbers_apart = later.claim.number - earlier.claim.number
    return abs(numbers_apart) <= _FARTHEST_NUMBERS and (numbers_apart > 0 or apart <= 1)


def _are_akin(later: _Member, earlier: _Member, proof: _Proof) -> bool:
    one, other = set(later.movie.genres), set(earlier.movie.genres)
    if not one or not other:
        return True
    if (_DOCUMENTARY in one) != (_DOCUMENTARY in other):
        return False
    return len(one & other) >= proof.genres * len(one | other)
