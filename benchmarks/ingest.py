"""From CSV to the index in use: time and memory, against the loop that tutorials teach.

    python benchmarks/synthetic.py --raters 331000 --ratings 33000000 --films 86000 --seed 1 FOLDER
    python benchmarks/ingest.py --data FOLDER [--tutorial]

Each way runs in processes of its own; memory is the peak of all of them together. `--tutorial` also ingests as the
tutorials do: pandas reads everything, a loop over the rows fills a dict, one point per rater goes into qdrant-client's
local mode. It is meant for a million ratings at most.
"""

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from bot.ingest import ingest
from bot.recommend.index_folder import current_index
from processes import Watched, watched

_POINTS_AT_ONCE = 1_000


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REELMATES_MOVIELENS_DIR"), help="MovieLens folder")
    parser.add_argument("--tutorial", action="store_true", help="also the tutorials' way")
    parser.add_argument("--inside", choices=("ours", "tutorial"), help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside == "ours":
        ingest(Path(options.data), options.into, lambda _: None)
    elif options.inside == "tutorial":
        _as_tutorials_do(Path(options.data), options.into)
    else:
        _compare(Path(options.data), has_rival=options.tutorial)


def _compare(data: Path, has_rival: bool) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        data_dir = Path(scratch) / "ours"
        ours = watched([sys.executable, __file__, "--inside", "ours", "--data", data, "--into", data_dir])
        summary = current_index(data_dir).summary()
        print(f"{summary.ratings:,} ratings of {summary.films:,} films by {summary.raters:,} raters")
        _tell("ours", ours)
        if has_rival:
            into = Path(scratch) / "tutorial"
            rival = watched([sys.executable, __file__, "--inside", "tutorial", "--data", data, "--into", into])
            _tell("tutorials' loop", rival)
            faster, memory = rival.seconds / ours.seconds, ours.peak_mib / rival.peak_mib
            print(f"ours is {faster:.1f} times faster with {memory:.2f} of the memory")


def _tell(what: str, took: Watched) -> None:
    clock, used = f"{took.seconds:.1f} s by the clock", f"{took.processor_s:.1f} s of processor time"
    print(f"{what}: {clock}, {used}, {took.peak_mib:.0f} MiB at the peak")


def _as_tutorials_do(data: Path, into: Path) -> None:
    import pandas as pd
    from qdrant_client import QdrantClient, models

    ratings = pd.read_csv(data / "ratings.csv")
    ratings["rating"] = (ratings["rating"] - ratings["rating"].mean()) / ratings["rating"].std()
    films_of: dict[int, list[int]] = defaultdict(list)
    stars_of: dict[int, list[float]] = defaultdict(list)
    for _, row in ratings.iterrows():
        films_of[int(row["userId"])].append(int(row["movieId"]))
        stars_of[int(row["userId"])].append(float(row["rating"]))
    points = [
        models.PointStruct(
            id=rater,
            vector={"ratings": models.SparseVector(indices=films_of[rater], values=stars_of[rater])},
            payload={"user_id": rater, "movie_id": films_of[rater]},
        )
        for rater in films_of
    ]
    client = QdrantClient(path=str(into))
    client.create_collection(
        "raters", vectors_config={}, sparse_vectors_config={"ratings": models.SparseVectorParams()}
    )
    for first in range(0, len(points), _POINTS_AT_ONCE):
        client.upsert("raters", points[first : first + _POINTS_AT_ONCE])
    client.close()


if __name__ == "__main__":
    main()
