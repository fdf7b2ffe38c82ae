"""The made-up data sets that the benchmarks of scale are run on."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.movies.catalogue import Catalogue
from bot.movies.dataset import Dataset
from bot.movies.movielens import read_dataset
from bot.recommend.statistics import LIKED_FROM

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "synthetic.py"
RATERS, RATINGS, FILMS = 300, 20_000, 600


def _made(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    sizes = ["--raters", str(RATERS), "--ratings", str(RATINGS), "--films", str(FILMS)]
    return subprocess.run(
        [sys.executable, str(SCRIPT), *sizes, *more, str(folder)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("synthetic") / "set"
    assert _made(made).returncode == 0
    return made


@pytest.fixture(scope="module")
def dataset(folder: Path) -> Dataset:
    return read_dataset(folder)


def test_the_product_reads_as_many_raters_ratings_and_films_as_were_asked_for(dataset: Dataset) -> None:
    assert (len(dataset.rater_ids), len(dataset.movie_ids), len(dataset.movies)) == (RATERS, RATINGS, FILMS)


def test_every_rater_rates_twenty_films_or_more_and_some_rate_many(dataset: Dataset) -> None:
    counts = np.diff(dataset.offsets)
    assert counts.min() >= 20
    assert counts.max() > 5 * np.median(counts)


def test_a_few_films_are_famous_and_most_are_not(dataset: Dataset) -> None:
    rated_by = np.sort(np.unique(dataset.movie_ids, return_counts=True)[1])
    assert rated_by[-10:].mean() > 5 * np.median(rated_by)


def test_ratings_are_sorted_by_rater_and_film_as_movielens_sorts_them(folder: Path) -> None:
    rows = np.loadtxt(folder / "ratings.csv", delimiter=",", skiprows=1)
    assert np.array_equal(rows, rows[np.lexsort((rows[:, 1], rows[:, 0]))])
    assert set(rows[:, 2]) <= {half / 2 for half in range(1, 11)}


def test_raters_have_tastes_in_common(dataset: Dataset) -> None:
    columns = np.searchsorted(Catalogue(dataset.movies).movie_ids, dataset.movie_ids)
    liked = np.zeros((RATERS, FILMS))
    liked[np.repeat(np.arange(RATERS), np.diff(dataset.offsets)), columns] = dataset.half_stars / 2 >= LIKED_FROM
    together = np.triu(liked.T @ liked, 1)
    fame = liked.sum(axis=0)
    by_chance = np.triu(np.outer(fame, fame) / RATERS, 1)
    common = by_chance > 2
    # Pairs of films liked together twice as often as chance has it are rare where raters have no taste.
    assert (together[common] > 2 * by_chance[common]).mean() > 0.05


def test_the_same_seed_writes_the_same_bytes_and_another_does_not(folder: Path, tmp_path: Path) -> None:
    assert _made(tmp_path / "again").returncode == 0
    assert _made(tmp_path / "other", "--seed", "2").returncode == 0
    for name in ("ratings.csv", "movies.csv", "links.csv"):
        written = (folder / name).read_bytes()
        assert (tmp_path / "again" / name).read_bytes() == written
        assert (tmp_path / "other" / name).read_bytes() != written


def test_titles_come_in_the_forms_that_movielens_writes(dataset: Dataset) -> None:
    titles = [movie.title for movie in dataset.movies]
    assert len(set(titles)) > 0.9 * FILMS
    assert any(title.startswith("The ") for title in titles)
    assert any(movie.also_known_as for movie in dataset.movies)
    assert all(movie.imdb_id for movie in dataset.movies)


def test_sizes_that_do_not_fit_are_refused_with_a_sentence(tmp_path: Path) -> None:
    refused = _made(tmp_path / "set", "--raters", "1001")
    assert refused.returncode == 1
    assert "20000 do not fit" in refused.stderr
    assert "Traceback" not in refused.stderr
