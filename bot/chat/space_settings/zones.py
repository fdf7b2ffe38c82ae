"""Time zones by the names people give them: "Europe/Berlin", "berlin", "new york"."""

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from zoneinfo import available_timezones

_NO_PLACES = {"Factory", "localtime"}
_NEAREST = 5
_LIKENESS = 0.6


def zones_called(words: str) -> Sequence[str]:
    """The IANA zones of this name, or whose city has it; of several with that city, the best known when it is clear."""
    folded = _folded(words)
    if exact := _by_name().get(folded):
        return [exact]
    found = _by_city().get(folded, [])
    short = [name for name in found if name.count("/") == 1]
    return short if len(short) == 1 else found


def nearest_zones(words: str) -> Sequence[str]:
    """The zones whose names look most like these words, best first."""
    folded = _folded(words)
    names = {**{city: zones[0] for city, zones in _by_city().items()}, **_by_name()}
    near = difflib.get_close_matches(folded, names, n=2 * _NEAREST, cutoff=_LIKENESS)
    within = sorted(name for name in names if len(folded) > 2 and folded in name)
    return list(dict.fromkeys(names[name] for name in (*near, *within)))[:_NEAREST]


@cache
def _by_name() -> Mapping[str, str]:
    return {_folded(name): name for name in sorted(available_timezones() - _NO_PLACES)}


@cache
def _by_city() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for folded, name in _by_name().items():
        found[folded.rpartition("/")[2]].append(name)
    return found


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return "_".join(plain.casefold().replace("_", " ").replace(" / ", "/").split())
