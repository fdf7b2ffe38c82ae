"""What an answer costs, in time of one processor core: the scoring alone, and whole answers, at five films."""

import time
from itertools import islice

import numpy as np

from bot.recommend.features import FilmFeatures
from bot.recommend.neighbours import NEIGHBOURS
from bot.recommend.scoring import Mood, query_vector, score_unseen
from bot.recommend.witnesses import Tastes, Witnesses
from quality_methods import ExactIndex
from quality_product import Product, recommender_over, taste_of
from quality_protocol import CHECKING_SEEDS, Draw, RatingTable, folds_of

_FILMS = 5
_PROFILES = 300


def print_speed(table: RatingTable) -> dict[str, float]:
    """Median milliseconds of search and scoring, and answers a second through the Recommender; prints and returns."""
    fold = folds_of(table)[0]
    draws = list(islice(fold.draws(CHECKING_SEEDS, famous=True, sizes=[_FILMS]), _PROFILES))
    found = {**_scoring(fold.training, draws), **_answers(fold.training, draws)}
    print(f"\n## Speed at {_FILMS} films, in time of one core\n")
    print(f"search by plain arithmetic p50 {found['search_ms']:.2f} ms, scoring p50 {found['scoring_ms']:.2f} ms")
    print(f"{found['answers_a_second']:.0f} answers a second, search and picking included")
    return found


def _scoring(table: RatingTable, draws: list[Draw]) -> dict[str, float]:
    index, statistics = ExactIndex(table), table.statistics()
    features = FilmFeatures.of(table.catalogue, statistics)
    searching: list[float] = []
    scoring: list[float] = []
    for draw in draws:
        profile = taste_of(draw, table)
        taste = query_vector(profile, table.catalogue, statistics)
        assert taste is not None
        began = time.process_time()
        neighbours = index.nearest(taste, NEIGHBOURS)
        searched = time.process_time()
        tastes = Tastes.of(profile, features)
        witnesses = Witnesses.of(neighbours, tastes, features, statistics)
        score_unseen(witnesses, tastes, features, statistics, Mood.BALANCED)
        searching.append(searched - began)
        scoring.append(time.process_time() - searched)
    return {"search_ms": 1e3 * float(np.median(searching)), "scoring_ms": 1e3 * float(np.median(scoring))}


def _answers(table: RatingTable, draws: list[Draw]) -> dict[str, float]:
    product = Product(table, recommender_over(table), Mood.BALANCED)
    began = time.process_time()
    for draw in draws:
        product.top(draw)
    return {"answers_a_second": len(draws) / (time.process_time() - began)}
