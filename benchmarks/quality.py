"""How good the five films are: the product's own query and scoring against textbook methods, on held-out raters.

    python benchmarks/quality.py [--data DIR] [--quick] [--json FILE] [--chart FILE.png]

Five folds over raters; profiles of 1, 3, 5, 10 and 20 films, drawn by fame and uniformly; nDCG@10 and more on the other
films the rater liked; whether the stated chances hold; films of the same kind for eighteen niches; the targets. Without
--data and REELMATES_MOVIELENS_DIR the packaged set is taken. Seeds 0 to 9 were for tuning; this run has its own.
"""

import argparse
import json
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bot.movies.movielens import read_dataset, read_packaged
from bot.recommend.scoring import Mood
from quality_chance import Promises, print_chances, promised, worst_gap
from quality_chart import Line, draw_chart
from quality_figures import Key, Record, Records, as_json, figures_of, merged
from quality_methods import Method, textbook_methods
from quality_niches import same_kind
from quality_product import Product, recommender_over
from quality_protocol import CHECKING_SEEDS, FOLDS, PROFILE_SIZES, Judge, RatingTable, folds_of
from quality_speed import print_speed
from quality_tables import print_niches, print_quality
from quality_targets import print_targets

_RIVALS = ("S2", "EASE best")
_IN_CHART = (
    "Reelmates, balanced",
    "U",
    "EASE best",
    "EASE likes",
    "item-kNN",
    "user-kNN",
    "S2",
    "popularity",
)
_COMPARED_AT = 5


def main() -> None:
    """Measures, prints and writes."""
    options = _options()
    table = RatingTable.of(read_dataset(options.data) if options.data else read_packaged()).sample(options.raters)
    films = int((table.statistics().rated_by > 0).sum())
    print(f"{len(table)} raters, {films} rated films, {len(table.stars)} ratings")
    seeds = CHECKING_SEEDS[:1] if options.quick else CHECKING_SEEDS
    report: dict[str, object] = {"raters": len(table), "films": films, "ratings": len(table.stars), "seeds": seeds}

    famous, promises = _measured(table, seeds, True, options.processes)
    print_quality("Profiles drawn by fame", famous, films, _RIVALS)
    report["famous"] = as_json(famous, films, _RIVALS)
    uniform = None
    if not options.quick:
        uniform, others = _measured(table, seeds, False, options.processes)
        print_quality("Profiles drawn uniformly", uniform, films, _RIVALS)
        report["uniform"] = as_json(uniform, films, _RIVALS)
        promises = Promises.joined([promises, others])
    print_chances(promises)
    report["worst gap of a stated chance, points"] = worst_gap(promises)
    report["same kind among five"] = found = same_kind(table)
    print_niches(found)
    print_targets(famous, uniform, films, found)
    report["speed"] = print_speed(table)

    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if options.chart:
        draw_chart([_line(name, famous, films) for name in _IN_CHART], PROFILE_SIZES, _COMPARED_AT, options.chart)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REELMATES_MOVIELENS_DIR"), help="MovieLens folder")
    parser.add_argument("--quick", action="store_true", help="one seed, draws by fame only")
    parser.add_argument("--raters", type=int, default=1200, help="of a larger set, take so many raters")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path, help="where to write every figure")
    parser.add_argument("--chart", type=Path, help="where to draw the picture (PNG)")
    options = parser.parse_args()
    options.data = Path(options.data) if options.data else None
    return options


def _measured(
    table: RatingTable, seeds: Sequence[int], famous: bool, processes: int
) -> tuple[dict[Key, Record], Promises]:
    with ProcessPoolExecutor(processes) as workers:
        parts = list(workers.map(partial(_fold_measured, table, seeds, famous), range(FOLDS)))
    return merged(records for records, _ in parts), Promises.joined([promises for _, promises in parts])


def _fold_measured(table: RatingTable, seeds: Sequence[int], famous: bool, number: int) -> tuple[Records, Promises]:
    fold = folds_of(table)[number]
    recommender, judge = recommender_over(fold.training), Judge(fold)
    products = {mood: Product(fold.training, recommender, mood) for mood in Mood}
    methods: dict[str, Method] = textbook_methods(fold)
    methods |= {f"Reelmates, {mood}": product for mood, product in products.items()}
    records: dict[Key, Record] = {(name, size): Record() for name in methods for size in PROFILE_SIZES}
    promises = []
    for draw in fold.draws(seeds, famous):
        for name, method in methods.items():
            shown = method.top(draw)
            records[name, draw.size].add(draw, shown, judge.judge(draw, shown))
        promises.append(promised(products[Mood.BALANCED], table, draw))
    return records, Promises.joined(promises)


def _line(name: str, records: Records, films: int) -> Line:
    figures = [figures_of(records[name, size], films) for size in PROFILE_SIZES]
    return Line(name, [one.ndcg for one in figures], [one.coverage for one in figures])


if __name__ == "__main__":
    main()
