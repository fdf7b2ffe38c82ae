"""Prints the figures as tables in Markdown; a cell holds one figure for every profile size."""

from collections.abc import Callable, Mapping, Sequence
from statistics import mean
from typing import TypeVar

from quality_figures import Comparison, Figures, Key, Records, compared, figures_of
from quality_protocol import PROFILE_SIZES

One = TypeVar("One")

_COLUMNS: Mapping[str, Callable[[Figures], str]] = {
    "nDCG@10": lambda one: f"{one.ndcg:.3f}",
    "s.e.": lambda one: f"{one.ndcg_error:.3f}",
    "recall@10": lambda one: f"{one.recall:.3f}",
    "hit@5": lambda one: f"{one.hit:.3f}",
    "bad@5, %": lambda one: f"{100 * one.bad:.1f}",
    "tail recall@10": lambda one: f"{one.tail:.3f}",
    "coverage@10, %": lambda one: f"{100 * one.coverage:.1f}",
    "fame": lambda one: f"{one.fame:.1f}",
}
_RATIOS: Mapping[str, Callable[[Comparison], str]] = {
    "nDCG": lambda one: f"{one.ndcg:.3f}",
    "paired difference": lambda one: f"{one.difference:+.3f}±{one.error:.3f}",
    "bad@5": lambda one: f"{one.bad:.2f}",
    "tail recall": lambda one: f"{one.tail:.2f}",
    "coverage": lambda one: f"{one.coverage:.1f}",
}


def print_quality(title: str, records: Records, films: int, rivals: Sequence[str]) -> None:
    """Every method's figures, then its ratios to each rival."""
    methods = list(dict.fromkeys(method for method, _ in records))
    figures = {key: figures_of(record, films) for key, record in records.items()}
    raters = _cell(figures, methods[0], lambda one: str(one.raters))
    print(f"\n## {title}\n\nFilms in the profile: {' / '.join(map(str, PROFILE_SIZES))}; raters: {raters}\n")
    _print_table(_COLUMNS, {name: [_cell(figures, name, show) for show in _COLUMNS.values()] for name in methods})
    for rival in rivals:
        ratios = {key: compared(record, records[rival, key[1]], films) for key, record in records.items()}
        print(f"\nRatios to {rival}\n")
        _print_table(_RATIOS, {name: [_cell(ratios, name, show) for show in _RATIOS.values()] for name in methods})


def print_niches(found: Mapping[str, Mapping[str, int]]) -> None:
    """Films of the kind among five, by niche and mood."""
    print("\n## Same kind among the five shown\n")
    niches = list(next(iter(found.values())))
    rows = {niche: [str(counts[niche]) for counts in found.values()] for niche in niches}
    _print_table(found, rows | {"mean": [f"{mean(counts.values()):.2f}" for counts in found.values()]})


def _cell(values: Mapping[Key, One], method: str, show: Callable[[One], str]) -> str:
    return " / ".join(show(values[method, size]) for size in PROFILE_SIZES if (method, size) in values)


def _print_table(head: Mapping[str, object], rows: Mapping[str, Sequence[str]]) -> None:
    print("| " + " | ".join(("", *head)) + " |")
    print("|---" * (len(head) + 1) + "|")
    for name, cells in rows.items():
        print("| " + " | ".join((name, *cells)) + " |")
