"""How well the words of a query fit one title, as a cost: 0 is exact, each unit makes the fit e times less likely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.movies.titles.numbers import number_of
from bot.movies.titles.talk import ARTICLES, AROUND_A_TITLE, SMALL_WORDS, STRUCTURE_WORDS, TALK

_ONLY_FIRST_PIECES = 1.6
_ONLY_OTHER_PIECES = 2.0
_PARTLY = 1.4
_PARTLY_BY_SHARE = 3.5  # times the share of the mass that is left out
_FROM_THE_START = -0.6
_NO_LATER_NUMBER = 0.5
_ONLY_TALK = 4.0
_ONLY_NUMBERS = 2.5
_OUT_OF_ORDER = 0.9


class Kind(IntEnum):
    """What part a word plays in a title or a query."""

    CONTENT = 0
    ARTICLE = 1
    SMALL = 2
    STRUCTURE = 3
    NUMBER = 4
    AROUND = 5
    TALK = 6
    FIRST = 7


def kind_of(word: str) -> Kind:
    """The part a word plays wherever it stands; articles and structure words before all else."""
    if word in ARTICLES:
        return Kind.ARTICLE
    if word in SMALL_WORDS:
        return Kind.SMALL
    if word in AROUND_A_TITLE:
        return Kind.AROUND
    if word in STRUCTURE_WORDS:
        return Kind.STRUCTURE
    if (number := number_of(word)) is not None:
        return Kind.FIRST if number == 1 else Kind.NUMBER
    return Kind.TALK if word in TALK else Kind.CONTENT


_EXTRA = {
    Kind.ARTICLE: 2.5,
    Kind.SMALL: 0.8,
    Kind.STRUCTURE: 0.5,
    Kind.AROUND: 1.0,
    Kind.TALK: 3.5,
    Kind.NUMBER: 4.5,
    Kind.FIRST: 0.6,
    Kind.CONTENT: 0.0,
}
_LEFT_OUT = {Kind.ARTICLE: 0.3, Kind.SMALL: 0.3, Kind.STRUCTURE: 0.2, Kind.AROUND: 0.4, Kind.FIRST: 0.2}


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a query: the words of the vocabulary it can stand for, each at a cost, and what it weighs, 0 to 1."""

    word: str
    options: Mapping[int, float]
    mass: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A title's words by number, with the piece of the title, the weight and the part of each."""

    words: Sequence[int]
    pieces: Sequence[int]
    masses: Sequence[float]
    kinds: Sequence[Kind]


@dataclass(frozen=True, slots=True)
class Fit:
    """A query fitted to a title: its cost, whether every word was found, and whether they name a series."""

    cost: float
    is_complete: bool
    is_head: bool


def fit(terms: Sequence[Term], title: TitleWords) -> Fit | None:
    """Fits the words of a query to those of a title; None when no word of weight is common to both."""
    places, cost = _places(terms, title)
    found = [place for place in places if place is not None]
    if not any(title.kinds[place] not in _LEFT_OUT for place in found) and any(
        kind not in _LEFT_OUT for kind in title.kinds
    ):
        return None
    extra = [term for term, place in zip(terms, places, strict=True) if place is None]
    heavy = [place for place in found if title.kinds[place] not in _LEFT_OUT]
    if heavy != sorted(heavy):
        cost += _OUT_OF_ORDER
    left_out = _cost_of_left_out(set(found), title)
    cost += left_out + _cost_of_extra(extra, terms, left_out)
    kinds = {term.kind for term, place in zip(terms, places, strict=True) if place is not None}
    if Kind.CONTENT not in kinds and (left_out > _PARTLY or any(term.kind in (Kind.TALK, Kind.CONTENT) for term in extra)):
        cost += _ONLY_NUMBERS if Kind.NUMBER in kinds else _ONLY_TALK
    return Fit(cost, not extra, _is_head(found, title))


def _places(terms: Sequence[Term], title: TitleWords) -> tuple[list[int | None], float]:
    """Where in the title each word of the query stands, each place taken once, and what the spellings cost."""
    places: list[int | None] = []
    taken: set[int] = set()
    cost, expected = 0.0, 0
    for term in terms:
        best: tuple[float, int, int] | None = None
        for place, word in enumerate(title.words):
            spelling = term.options.get(word)
            if spelling is not None and place not in taken:
                offer = (spelling, abs(place - expected), place)
                if best is None or offer < best:
                    best = offer
        if best is None:
            places.append(None)
            continue
        cost += best[0]
        taken.add(best[2])
        places.append(best[2])
        expected = best[2] + 1
    return places, cost


def _cost_of_extra(extra: Sequence[Term], terms: Sequence[Term], left_out: float) -> float:
    cost = sum(_EXTRA[term.kind] for term in extra)
    unknown = [term.mass for term in extra if term.kind is Kind.CONTENT]
    if unknown:
        by_share = max(2.5, 9.0 * sum(unknown) / sum(term.mass for term in terms))
        cost += min(by_share, 4.5) if left_out < 0.5 and len(unknown) <= 2 else by_share
    return cost


def _cost_of_left_out(found: set[int], title: TitleWords) -> float:
    heavy = [place for place, kind in enumerate(title.kinds) if kind not in _LEFT_OUT]
    first_piece = title.pieces[heavy[0]] if heavy else 0
    touched = {title.pieces[place] for place in found if title.kinds[place] not in _LEFT_OUT} or {
        title.pieces[place] for place in found
    }
    cost = 0.0
    whole = missing = 0.0
    other_pieces = later_number = False
    for place, kind in enumerate(title.kinds):
        piece = title.pieces[place]
        if piece not in touched:
            other_pieces = other_pieces or kind not in _LEFT_OUT
        elif kind in _LEFT_OUT:
            cost += 0.0 if place in found else _LEFT_OUT[kind]
        else:
            whole += title.masses[place]
            if place not in found:
                missing += title.masses[place]
                later_number = later_number or kind is Kind.NUMBER
    cost = min(cost, 1.0)
    parts = 0.0
    if missing:
        parts = _PARTLY + _PARTLY_BY_SHARE * missing / whole
        if later_number:
            parts += _NO_LATER_NUMBER
        if _is_head(sorted(found), title):
            parts += _FROM_THE_START
    if other_pieces:
        pieces = _ONLY_FIRST_PIECES if first_piece in touched else _ONLY_OTHER_PIECES
        return cost + max(parts, pieces) + 0.5 * min(parts, pieces)
    return cost + parts


def _is_head(found: Sequence[int], title: TitleWords) -> bool:
    """Whether the words found follow one another from the start of a piece, or up to the end of the title."""
    heavy = [place for place, kind in enumerate(title.kinds) if kind not in _LEFT_OUT]
    mine = [place for place in found if place in heavy]
    if not mine:
        return False
    first = heavy.index(mine[0])
    if heavy[first : first + len(mine)] != mine:
        return False
    starts_piece = first == 0 or title.pieces[heavy[first - 1]] != title.pieces[heavy[first]]
    return starts_piece or mine[-1] == heavy[-1]
