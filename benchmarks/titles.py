"""How well and how fast titles are found, on a MovieLens folder and on 86,000 titles recombined from real words.

    python benchmarks/titles.py [--catalogue-dir DIR] [--titles 86000] [--queries 400]

Without a MovieLens folder the accuracy is left out and the words are made up; speed is measured all the same.
Times are only comparable within one run, which is why rapidfuzz is measured along.
"""

import argparse
import csv
import os
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.movies.movielens import read_dataset
from bot.movies.titles import TitleIndex
from titles_gold import SHOWN, Query, Score, is_found, read_gold, score

BLENDED = 0.15  # share of words blended from two, because a large catalogue has more different words
RAPIDFUZZ_QUERIES = 20
LONGEST_TYPED = 30


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    folder = os.environ.get("REELMATES_MOVIELENS_DIR")
    parser.add_argument("--catalogue-dir", type=Path, default=Path(folder) if folder else None)
    parser.add_argument("--titles", type=int, default=86_000)
    parser.add_argument("--queries", type=int, default=400)
    options = parser.parse_args()
    chance = random.Random(7)
    if options.catalogue_dir:
        catalogue = Catalogue(read_dataset(options.catalogue_dir).movies)
        index = TitleIndex(catalogue)
        print_accuracy(index, read_gold())
        print_every_title(index, catalogue, labels_of(options.catalogue_dir))
        typed = [query.text for query in read_gold()]
    else:
        catalogue = Catalogue(made_up(2_000, chance))
        typed = [slip(movie.title.lower(), chance) for movie in catalogue]
    typed = chance.sample(typed, min(options.queries, len(typed)))
    print_speed(Catalogue(recombined(catalogue, options.titles, chance)), typed)


def print_accuracy(index: TitleIndex, queries: Sequence[Query]) -> None:
    """The figures by kind on both halves, and in all."""
    tuning = [query for query in queries if not query.is_checking]
    checking = [query for query in queries if query.is_checking]
    print(f"{'gold list':<14}{'tuning half':>38}{'checking half':>42}")
    print(" " * 14 + f"{'queries':>9}{'first':>9}{f'in {SHOWN}':>9}{'wrong':>9}{'none':>9}" * 2)
    for kind in sorted({query.kind for query in queries}):
        halves = ([query for query in half if query.kind == kind] for half in (tuning, checking))
        print(f"{kind:<14}" + "".join(columns(score(index, half)) for half in halves))
    print(f"{'all':<14}" + "".join(columns(score(index, half)) for half in (tuning, checking)))
    total = score(index, queries)
    print(f"taken: {total.taken} of {total.queries}, of them right: {percent(1 - total.taken_wrong / total.taken)}\n")


def columns(result: Score) -> str:
    """One half of a line: shares of films first and among five, of all wrongly taken, of others refused."""
    shares = (
        (result.first, result.films),
        (result.shown, result.films),
        (result.taken_wrong, result.queries),
        (result.refused, result.others),
    )
    return f"{result.queries:>9}" + "".join(f"{percent(part / of) if of else '':>9}" for part, of in shares)


def print_every_title(index: TitleIndex, catalogue: Catalogue, labels: dict[int, str]) -> None:
    """The share of films found by their own title in three forms."""
    forms: tuple[tuple[str, Callable[[Movie], str]], ...] = (
        ("as MovieLens writes it, with year", lambda movie: labels[movie.movie_id]),
        ("in natural order, without year", lambda movie: movie.title),
        ("the same in lower case", lambda movie: movie.title.lower()),
    )
    found = [sum(is_found(index, movie, form(movie)) for movie in catalogue) for _, form in forms]
    for (name, _), films in zip(forms, found, strict=True):
        print(f"every title {name:<36}{films:>7} of {len(catalogue)}{percent(films / len(catalogue)):>9}")
    print(f"{'all forms':<48}{percent(sum(found) / len(forms) / len(catalogue)):>25}\n")


def labels_of(folder: Path) -> dict[int, str]:
    """Titles as MovieLens writes them."""
    with (folder / "movies.csv").open(encoding="utf-8", newline="") as lines:
        return {int(row["movieId"]): row["title"] for row in csv.DictReader(lines)}


def print_speed(catalogue: Catalogue, typed: Sequence[str]) -> None:
    """Build, memory, lookups and keystrokes, and lookups by rapidfuzz alone."""
    tracemalloc.start()
    kept = TitleIndex(catalogue)
    memory, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    began = time.perf_counter()
    index = TitleIndex(catalogue)
    built_s = time.perf_counter() - began
    lookups = times(index.find, typed)
    keystrokes = times(
        index.complete, [text[:end] for text in typed for end in range(1, len(text[:LONGEST_TYPED]) + 1)]
    )
    titles = [movie.title for movie in catalogue]
    rivals = times(
        lambda text: process.extract(text, titles, scorer=fuzz.WRatio, limit=SHOWN), typed[:RAPIDFUZZ_QUERIES]
    )
    print(
        f"{len(catalogue)} titles: built in {built_s:.2f} s, {memory / 2**20:.0f} MiB ({peak / 2**20:.0f} at the peak)"
    )
    for name, taken in (("lookup", lookups), ("keystroke", keystrokes), ("rapidfuzz WRatio", rivals)):
        middle, high = np.percentile(taken, [50, 95])
        print(f"{name:<18}{len(taken):>7} times{middle:>10.2f} ms median{high:>10.2f} ms 95th percentile")
    ratio = np.median(rivals) / np.median(lookups[:RAPIDFUZZ_QUERIES])
    print(f"lookups are {ratio:.0f} times faster than rapidfuzz's process.extract(WRatio) on the same queries")


def times(find: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Milliseconds that each text took."""
    taken = []
    for text in texts:
        began = time.perf_counter()
        find(text)
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def recombined(catalogue: Catalogue, count: int, chance: random.Random) -> Iterator[Movie]:
    """The films of the catalogue, and as many more with titles of their words, as little known as most films are."""
    yield from catalogue
    words = [word for movie in catalogue for word in movie.title.split()]
    models = [movie for movie in catalogue if movie.title]
    first_id = int(catalogue.movie_ids.max()) + 1
    for movie_id in range(first_id, first_id + count - len(catalogue)):
        model = chance.choice(models)
        title = title_like(model.title, words, chance)
        others = tuple(title_like(other, words, chance) for other in model.also_known_as)
        yield Movie(movie_id, title, model.year, (), others, rated_by=min(20, int(chance.paretovariate(1))))


def title_like(model: str, words: Sequence[str], chance: random.Random) -> str:
    """As many words as the model has, some of them blended from two."""

    def word() -> str:
        own, other = chance.choice(words), chance.choice(words)
        return own[: len(own) // 2 + 1] + other[len(other) // 2 :].lower() if chance.random() < BLENDED else own

    return " ".join(word() for _ in model.split())


def made_up(count: int, chance: random.Random) -> Iterator[Movie]:
    """Films with titles of made-up words."""
    words = ["".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(3)) for _ in range(1_500)]
    for movie_id in range(1, count + 1):
        title = " ".join(chance.choices(words, k=chance.randint(1, 5))).title()
        yield Movie(movie_id, title, chance.randint(1930, 2020), rated_by=int(min(300, chance.paretovariate(0.7))))


def slip(text: str, chance: random.Random) -> str:
    """The text with one letter lost."""
    place = chance.randrange(len(text))
    return text[:place] + text[place + 1 :]


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{100 * share:.1f} %"


if __name__ == "__main__":
    main()
