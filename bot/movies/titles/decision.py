"""The decision: take the film, ask which, or none of them."""

import math
from collections.abc import Sequence

from bot.movies.movie import Movie
from bot.movies.titles.lookup import Candidate, Decision, Lookup
from bot.movies.titles.search import Match

_NONE_OF_THEM = 7.4  # the cost of thinking that no film of the catalogue is meant
_TOO_FAR = 6.8
_NEAR = 9.0
_SURE = 0.75
_MOST_CANDIDATES = 10


def decide(matches: Sequence[Match], movies: Sequence[Movie]) -> Lookup:
    """Weighs matches, likeliest first, against each other and against none of them being meant.

    A film is taken when it is much likelier than all else and nothing typed is left unexplained, but never past
    another film that bears the very title.
    """
    likelihoods = [math.exp(-match.cost) for match in matches]
    total = sum(likelihoods) + math.exp(-_NONE_OF_THEM)
    near = [match for match in matches[:_MOST_CANDIDATES] if match.cost < _NEAR]
    candidates = tuple(
        Candidate(movies[match.film], likelihood / total) for match, likelihood in zip(near, likelihoods, strict=False)
    )
    if not matches or matches[0].cost > _TOO_FAR:
        return Lookup(Decision.NONE, candidates)
    best = matches[0]
    is_passed_over = not best.is_exact and any(match.is_exact for match in matches)
    if candidates[0].confidence >= _SURE and best.is_sure and not is_passed_over:
        return Lookup(Decision.TAKE, candidates)
    return Lookup(Decision.ASK, candidates)
