"""Made-up films in MovieLens' manner: titles, years, genres, links, fame, and the kind of audience each is for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

KINDS = 48
"""Films of one kind share genres and an era, and are loved by the same raters."""

_GENRES = (
    "Action|Adventure|Animation|Children|Comedy|Crime|Documentary|Drama|Fantasy|Film-Noir|Horror|IMAX|Musical|Mystery|"
    "Romance|Sci-Fi|Thriller|War|Western"
).split("|")
_NO_GENRE = "(no genres listed)"
_ADJECTIVES = (
    "Silent Crimson Last Hidden Broken Golden Wild Lonely Burning Secret Distant Restless Little Dark Bright Savage "
    "Gentle Frozen Velvet Hollow Painted Forgotten Reckless Perfect Invisible Noble Electric Paper Scarlet Tender "
    "Stolen Bitter Wandering Iron Emerald Faithful Midnight Sleeping Thirteenth Strange"
).split()
_NOUNS = (
    "Harbour Lantern River Orchard Garden Detective Widow Captain Stranger Summer Winter Island Bride Letter Shadow "
    "Mirror Bridge Carnival Forest Window Promise Sister Brother Horizon Railway Piano Desert Station Hunter Tiger "
    "Moon Empire Machine Kingdom Voyage Neighbour Teacher Clock Ocean Highway Dancer Castle Thief Wolf Comet Village "
    "Signal Orchestra Falcon Lighthouse Avenue Tailor Circus Planet Meadow Soldier Balloon Ghost Alibi Cathedral"
).split()
_PLACES = (
    "Marlow Tallinn Havana Kestrel Verona Nagoya Odessa Dakota Galway Toledo Bergen Cardiff Savannah Lisbon Kyoto "
    "Trieste Alaska Bombay Krakow Memphis Porto Salzburg Tangier Utrecht Valencia"
).split()
_NAMES = (
    "Anna Bruno Clara Daniel Edith Felix Greta Henry Ingrid Jonas Katya Louis Maria Nora Oscar Paula Quentin Rosa "
    "Simon Tessa Ulrich Vera Walter Yusuf Zora"
).split()
_ARTICLES = ("The", "The", "The", "A")

_FAMOUS_FLAT_UNTIL = 250
_YEARLESS = 1 / 5_000
_WITH_ANOTHER_NAME = 1 / 50
_WITHOUT_GENRE = 1 / 20
_WITHOUT_TMDB = 1 / 400


@dataclass(frozen=True)
class Films:
    """Arrays over films in ascending id: `fame` sums to 1, `quality` is in stars around 0, `kinds` 0 to KINDS - 1."""

    ids: NDArray[np.int64]
    fame: NDArray[np.float64]
    quality: NDArray[np.float64]
    kinds: NDArray[np.int64]
    seed: int

    @classmethod
    def made(cls, count: int, seed: int) -> "Films":
        """As many films, the same for the same seed.

        Fame falls with its rank r as (r + 250)^-2, a Zipf-Mandelbrot law: with MovieLens' own numbers of films it gives
        the best known one a few thousandths of all ratings and the middle one a few ratings.
        """
        dice = np.random.default_rng([seed, 1])
        flat_until = min(_FAMOUS_FLAT_UNTIL, 1 + count // 8)
        fame = (dice.permutation(count) + float(flat_until)) ** -2
        better_known = np.log(fame) - np.log(fame).mean()
        return cls(
            ids=np.cumsum(dice.integers(1, 6, count)),
            fame=fame / fame.sum(),
            quality=dice.normal(0.0, 0.4, count) + 0.03 * better_known,
            kinds=dice.integers(0, KINDS, count),
            seed=seed,
        )

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def by_kind(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Films in the order of their kinds, then all films once more, and their running fame.

        The fame of kind k runs from k to k + 1 and that of all films from KINDS to KINDS + 1, so that one sorted search
        for k + u, u uniform, draws a film of kind k by its fame.
        """
        order = np.argsort(self.kinds, kind="stable")
        starts = np.searchsorted(self.kinds[order], np.arange(KINDS + 1))
        running = [
            kind + np.cumsum(fame) / max(fame.sum(), 1e-300)
            for kind, fame in enumerate(np.split(self.fame[order], starts[1:-1]))
        ]
        running.append(KINDS + np.cumsum(self.fame) / self.fame.sum())
        return np.concatenate([order, np.arange(len(self))]), np.concatenate(running)

    def rows(self) -> Iterator[tuple[int, str, str]]:
        """Lines of movies.csv: id, title with year, genres."""
        dice = np.random.default_rng([self.seed, 2])
        styles = [_style(dice) for _ in range(KINDS)]
        for movie_id, kind in zip(self.ids.tolist(), self.kinds.tolist(), strict=True):
            genres, era = styles[kind]
            year = min(max(round(dice.normal(era, 9.0)), 1902), 2023)
            yield movie_id, _labelled(_title(dice), year, dice), _some_of(genres, dice)

    def links(self) -> Iterator[tuple[int, str, str]]:
        """Lines of links.csv: id, number at IMDb (of seven digits at least) and at TMDB, which may be missing."""
        dice = np.random.default_rng([self.seed, 3])
        imdb = np.cumsum(dice.integers(1, 200, len(self)))
        tmdb = dice.permutation(np.cumsum(dice.integers(1, 9, len(self))))
        for place, movie_id in enumerate(self.ids.tolist()):
            missing = dice.random() < _WITHOUT_TMDB
            yield movie_id, f"{imdb[place]:07d}", "" if missing else str(tmdb[place])


def _style(dice: np.random.Generator) -> tuple[list[str], float]:
    genres = [_GENRES[place] for place in dice.choice(len(_GENRES), 3, replace=False)]
    return genres, 2023 - min(dice.gamma(2.0, 14.0), 110.0)


def _some_of(genres: list[str], dice: np.random.Generator) -> str:
    if dice.random() < _WITHOUT_GENRE:
        return _NO_GENRE
    return "|".join(sorted(genres[: dice.integers(1, len(genres) + 1)]))


def _title(dice: np.random.Generator) -> str:
    """A title without its year, an article at the end."""
    adjective, noun, other, place, name = (
        words[dice.integers(len(words))] for words in (_ADJECTIVES, _NOUNS, _NOUNS, _PLACES, _NAMES)
    )
    forms = (
        f"{adjective} {noun}",
        f"{adjective} {noun} of {place}",
        f"{name} and the {adjective} {noun}",
        f"Return to {place}: {name}'s {noun}",
        f"{name}'s {adjective} {noun}",
        f"{adjective} {noun}: The {other} of {place}",
        f"{adjective} {place} {noun} {dice.integers(2, 5)}",
        f"{name} in {adjective} {place}",
    )
    title = forms[dice.integers(len(forms))]
    return f"{title}, {_ARTICLES[dice.integers(len(_ARTICLES))]}" if title == forms[0] else title


def _labelled(title: str, year: int, dice: np.random.Generator) -> str:
    other = f" (a.k.a. {_title(dice)})" if dice.random() < _WITH_ANOTHER_NAME else ""
    return f"{title}{other}" if dice.random() < _YEARLESS else f"{title}{other} ({year})"
