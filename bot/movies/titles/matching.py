"""How well the words of a query fit one title.

Fits are costs in natural logarithms: 0 is word for word, and each unit makes it e times less likely that this title
was meant. The weights were set by hand, query by query, with the gold list in view (`benchmarks/titles.py`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.movies.titles.kinds import Kind

# Words of the query that the title doesn't hold; of content words the share of the query that they make up counts.
_EXTRA = {
    Kind.CONTENT: 0.0,
    Kind.NUMBER: 4.5,
    Kind.TALK: 3.5,
    Kind.FIRST: 0.6,
    Kind.ARTICLE: 2.5,
    Kind.SMALL: 1.2,
    Kind.STRUCTURE: 0.5,
    Kind.AROUND: 1.0,
}
_EXTRA_SHARE = 9.0
_LEAST_EXTRA = 2.5
_MOST_EXTRA_BESIDE_A_TITLE = 4.5  # one or two words beside a complete title: "pixar up"
_HINTS_AT_ANOTHER = frozenset({Kind.CONTENT, Kind.NUMBER, Kind.TALK, Kind.FIRST})

# Words of the title that the query leaves out: light words, part of a piece, whole pieces.
_LIGHT = {Kind.FIRST: 0.2, Kind.ARTICLE: 0.3, Kind.SMALL: 0.3, Kind.STRUCTURE: 0.2, Kind.AROUND: 0.4}
_MOST_LIGHT = 1.0
_PART = 1.8
_PART_SHARE = 3.5
_FROM_THE_START = -0.6
_EACH_WORD_FROM_THE_START = -0.5
_MOST_WORDS_FROM_THE_START = -1.0
_WITHOUT_LATER_NUMBER = 0.5
_ONLY_FIRST_PIECES = 1.6
_ONLY_LATER_PIECES = 2.0
_NEARLY_ALL = 0.5  # at most this cost of words left out

_HOPELESS = 11.0  # spelling and extra words cost so much that the rest need not be weighed
_OUT_OF_ORDER = 0.9
_ONLY_TALK = 4.0
_ONLY_NUMBERS = 4.5
# One respelled word is as likely a title that the catalogue doesn't hold, the likelier the shorter it is.
_WELL_SPELLED = 0.5
_LONE_WORD_RESPELLED = 4.0
_EACH_LETTER_OF_IT = -0.35
_LEAST_LONE_WORD_RESPELLED = 1.0
# Text that names no film rarely holds two words of one title, or a long one.
_EVIDENCE_OF_A_WORD = 0.6
_EVIDENCE_OF_A_LETTER = 0.1
_MOST_WORDS_OF_EVIDENCE = 3
_MOST_LETTERS_OF_EVIDENCE = 5


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a query: the words of the vocabulary it can stand for, each at a cost, and what it weighs, 0 to 1."""

    options: Mapping[int, float]
    mass: float
    kind: Kind
    letters: int


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A title's words by number, with the piece of the title, the weight and the part of each.

    `heavy` and `light` are the places of words that count and of words that are left out without a thought.
    """

    words: Sequence[int]
    pieces: Sequence[int]
    masses: Sequence[float]
    kinds: Sequence[Kind]
    heavy: Sequence[int]
    light: Sequence[int]


@dataclass(frozen=True, slots=True)
class Fit:
    """A query fitted to a title, with the evidence, to be set against the cost, that the query names a film at all.

    The fit is whole when every word that matters was found, sure when nothing hints at another film, and a head when
    the words begin a piece of the title or end the title, as the name of a series does.
    """

    cost: float
    evidence: float
    is_whole: bool
    is_sure: bool
    is_head: bool


def fit(terms: Sequence[Term], title: TitleWords) -> Fit | None:
    """Fits the words of a query to those of a title; None when too little is common to both."""
    places, spelling = _places(terms, title)
    found = [place for place in places if place is not None]
    heavy = [place for place in found if place in title.heavy]
    if not found or (title.heavy and not heavy):
        return None
    extra = [term for term, place in zip(terms, places, strict=True) if place is None]
    if spelling + _cost_of_extra(extra, terms, left_out=0.0) > _HOPELESS:
        return None
    placed = [term for term, place in zip(terms, places, strict=True) if place is not None]
    is_head = _is_head(heavy, title)
    left_out = _cost_of_left_out(found, is_head, title)
    cost = spelling + left_out + _cost_of_extra(extra, terms, left_out) + _cost_of_lone_word(terms, spelling)
    cost += _cost_without_content(placed, extra, left_out)
    cost += _OUT_OF_ORDER if heavy != sorted(heavy) else 0.0
    is_whole = not any(term.kind in _HINTS_AT_ANOTHER for term in extra)
    has_odd_word = any(len(heavy) == 1 if term.kind is Kind.ARTICLE else left_out > _NEARLY_ALL for term in extra)
    return Fit(cost, _evidence(placed, len(heavy)), is_whole, is_whole and not has_odd_word, is_head)


def _places(terms: Sequence[Term], title: TitleWords) -> tuple[list[int | None], float]:
    """Where in the title each word of the query stands, each place taken once, and what the spellings cost."""
    places: list[int | None] = []
    cost, expected = 0.0, 0
    for term in terms:
        offers = [
            (term.options[word], abs(place - expected), place)
            for place, word in enumerate(title.words)
            if word in term.options and place not in places
        ]
        if not offers:
            places.append(None)
            continue
        spelling, _, place = min(offers)
        cost += spelling
        places.append(place)
        expected = place + 1
    return places, cost


def _cost_of_extra(extra: Sequence[Term], terms: Sequence[Term], left_out: float) -> float:
    cost = sum(_EXTRA[term.kind] for term in extra)
    if left_out > _PART:
        cost += sum(_EXTRA[Kind.SMALL] for term in extra if term.kind is Kind.SMALL)
    unknown = [term.mass for term in extra if term.kind is Kind.CONTENT]
    if not unknown:
        return cost
    by_share = max(_LEAST_EXTRA, _EXTRA_SHARE * sum(unknown) / sum(term.mass for term in terms))
    is_beside_a_title = left_out <= _NEARLY_ALL and len(unknown) <= 2
    return cost + (min(by_share, _MOST_EXTRA_BESIDE_A_TITLE) if is_beside_a_title else by_share)


def _cost_of_left_out(found: Collection[int], is_head: bool, title: TitleWords) -> float:
    """What it costs that words of the title were left out; in pieces that weren't touched, words don't count singly."""
    touched = {title.pieces[place] for place in title.heavy if place in found} or {title.pieces[p] for p in found}
    light = sum(
        _LIGHT[title.kinds[place]] for place in title.light if place not in found and title.pieces[place] in touched
    )
    within = [place for place in title.heavy if title.pieces[place] in touched]
    missing = [place for place in within if place not in found]
    part = _cost_of_missing(missing, within, title) if missing else 0.0
    if missing and is_head:
        words = max(_MOST_WORDS_FROM_THE_START, _EACH_WORD_FROM_THE_START * (len(found) - 1))
        part += _FROM_THE_START + words
    pieces = 0.0
    if len(within) < len(title.heavy):
        pieces = _ONLY_FIRST_PIECES if title.heavy[0] in within else _ONLY_LATER_PIECES
    return min(light, _MOST_LIGHT) + max(part, pieces) + 0.5 * min(part, pieces)


def _cost_of_missing(missing: Sequence[int], within: Sequence[int], title: TitleWords) -> float:
    share = sum(title.masses[place] for place in missing) / sum(title.masses[place] for place in within)
    has_number = any(title.kinds[place] is Kind.NUMBER for place in missing)
    return _PART + _PART_SHARE * share + (_WITHOUT_LATER_NUMBER if has_number else 0.0)


def _cost_of_lone_word(terms: Sequence[Term], spelling: float) -> float:
    heavy = [term for term in terms if not term.kind.is_light]
    if spelling <= _WELL_SPELLED or len(heavy) != 1:
        return 0.0
    return max(_LEAST_LONE_WORD_RESPELLED, _LONE_WORD_RESPELLED + _EACH_LETTER_OF_IT * heavy[0].letters)


def _cost_without_content(placed: Sequence[Term], extra: Sequence[Term], left_out: float) -> float:
    """What it costs when talk or numbers alone were found of what is more than a title in just these words."""
    kinds = {term.kind for term in placed}
    is_just_the_title = left_out <= _PART and all(term.kind is Kind.AROUND for term in extra)
    if Kind.CONTENT in kinds or is_just_the_title:
        return 0.0
    return _ONLY_NUMBERS if Kind.NUMBER in kinds else _ONLY_TALK


def _evidence(placed: Sequence[Term], heavy_words: int) -> float:
    letters = sum(term.letters for term in placed if not term.kind.is_light)
    more_words = min(max(heavy_words - 1, 0), _MOST_WORDS_OF_EVIDENCE)
    more_letters = min(max(letters - 5, 0), _MOST_LETTERS_OF_EVIDENCE)
    return _EVIDENCE_OF_A_WORD * more_words + _EVIDENCE_OF_A_LETTER * more_letters


def _is_head(found: Sequence[int], title: TitleWords) -> bool:
    """Whether these heavy words follow one another from the start of a piece or up to its end.

    One word that merely ends a title does not name a series: "smile" is no head of "Mona Lisa Smile".
    """
    if not found:
        return False
    first = title.heavy.index(found[0])
    if list(title.heavy[first : first + len(found)]) != list(found):
        return False
    before, behind = title.heavy[:first], title.heavy[first + len(found) :]
    opens_piece = not before or title.pieces[before[-1]] != title.pieces[found[0]]
    closes_piece = title.pieces[behind[0]] != title.pieces[found[-1]] if behind else len(found) > 1
    return opens_piece or closes_piece
