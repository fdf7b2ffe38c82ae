"""The nearest raters by plain arithmetic: what every engine must find too."""

import numpy as np
from numpy.typing import NDArray

from bot.movies.catalogue import Catalogue
from bot.movies.dataset import Dataset
from bot.recommend.neighbours import Neighbours
from bot.recommend.rater_vectors import rater_vectors
from bot.taste.profile import SparseVector


class ExactIndex:
    """A NeighbourIndex over a dense table, for small data sets."""

    def __init__(self, data: Dataset) -> None:
        self.catalogue = Catalogue(data.movies)
        self.raters = data.rater_ids
        stars = data.half_stars.astype(np.float32) * np.float32(0.5)
        rows = np.repeat(np.arange(len(self.raters)), np.diff(data.offsets))
        columns = np.searchsorted(self.catalogue.movie_ids, data.movie_ids)
        self.stars = np.zeros((len(self.raters), len(self.catalogue)), dtype=np.float32)
        self.stars[rows, columns] = stars
        self._vectors = np.zeros(self.stars.shape)
        self._vectors[rows, columns] = rater_vectors(data.offsets, stars).values

    def similarities(self, taste: SparseVector) -> NDArray[np.float64]:
        """Every rater's dot product with the taste; films that are not in the data set count nothing."""
        known = np.isin(taste.indices, self.catalogue.movie_ids)
        columns = self.catalogue.columns_of(taste.indices[known].tolist())
        return self._vectors[:, columns] @ taste.values[known].astype(np.float64)

    @property
    def is_resting(self) -> bool:
        """Never."""
        return False

    async def nearest(self, taste: SparseVector, limit: int) -> Neighbours:
        """As NeighbourIndex.nearest."""
        similarities = self.similarities(taste)
        order = np.argsort(-similarities, kind="stable")[:limit]
        order = order[similarities[order] > 0]
        rows, columns = np.nonzero(self.stars[order])
        counts = np.bincount(rows, minlength=len(order))
        return Neighbours(
            raters=self.raters[order],
            similarities=similarities[order],
            offsets=np.concatenate([[0], np.cumsum(counts)]),
            columns=columns.astype(np.int32),
            stars=self.stars[order][rows, columns],
        )

    async def close(self) -> None:
        """Nothing to let go of."""
