"""Hand-made data in MovieLens' form: three hundred films called Lantern 001 and so on, and their raters."""

import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

FILMS, RATERS, RATINGS_EACH = 300, 200, 60
_GENRES = ("Drama", "Comedy", "Horror", "Sci-Fi", "Romance")


def write_lanterns(folder: Path, word: str = "Lantern", seed: int = 1) -> Path:
    """A folder with ratings.csv and movies.csv; the films are called `word` and their MovieLens id."""
    random = np.random.default_rng(seed)
    folder.mkdir()
    films = (
        f"{movie_id},{word} {movie_id:03} ({1950 + movie_id % 70}),{_GENRES[movie_id % 5]}|{_GENRES[movie_id % 3]}\n"
        for movie_id in range(1, FILMS + 1)
    )
    (folder / "movies.csv").write_text("movieId,title,genres\n" + "".join(films))
    ratings = (
        f"{rater},{movie_id},{random.integers(1, 11) / 2},964982703\n"
        for rater in range(1, RATERS + 1)
        for movie_id in sorted(random.choice(FILMS, RATINGS_EACH, replace=False) + 1)
    )
    (folder / "ratings.csv").write_text("userId,movieId,rating,timestamp\n" + "".join(ratings))
    return folder


def lanterns_in(texts: Iterable[str], word: str = "Lantern") -> list[int]:
    """The ids of the films that these texts name, in their order."""
    return [int(found) for text in texts for found in re.findall(rf"{word} (\d{{3}})", text)]
