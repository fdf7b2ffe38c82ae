"""How crowded an index is, and what follows for the search: the more raters, the choosier it can be."""

from math import log

_ROOMY, _FULL = 1_000, 50_000


def crowding(raters: int) -> float:
    """From 0, up to a thousand raters, to 1, from fifty thousand on, evenly over the logarithm between."""
    return min(max(log(max(raters, 1) / _ROOMY) / log(_FULL / _ROOMY), 0.0), 1.0)
