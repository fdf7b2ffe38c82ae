"""Where posters that were looked up are kept, and for how long."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Column, Float, Integer, String, Table, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from bot.database import METADATA, Database, Moment
from bot.errors import DatabaseUnavailable, OutsideError
from bot.movies.posters import Poster

# A poster's link rarely changes; one that is missing today may be added next week.
_KEPT_WITH_LINK = timedelta(days=60)
_KEPT_WITHOUT = timedelta(days=7)

LONGEST_LINK = 3000
LONGEST_AGE_RATING = 32

posters = Table(
    "posters",
    METADATA,
    Column("movie_id", Integer, primary_key=True, autoincrement=False),
    Column("link", String(LONGEST_LINK)),
    Column("runtime_minutes", Integer),
    Column("imdb_rating", Float),
    Column("age_rating", String(LONGEST_AGE_RATING)),
    Column("expires_at", Moment, nullable=False),
)


class PosterUnkept(OutsideError):
    """The database did not answer; a poster can do without."""


class PosterStore:
    """Posters by film id. A lookup that found nothing is kept too, and read as a poster without a link."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def fresh(self, movie_ids: Collection[int], now: datetime) -> dict[int, Poster]:
        """What is known of these films and has not expired; raises PosterUnkept."""
        wanted = select(posters).where(posters.c.movie_id.in_(movie_ids), posters.c.expires_at > now)
        with _translated():
            async with self._database.reading() as connection:
                rows = await connection.execute(wanted)
        return {row.movie_id: Poster(row.link, row.runtime_minutes, row.imdb_rating, row.age_rating) for row in rows}

    async def keep(self, found: Mapping[int, Poster], now: datetime) -> None:
        """Keeps these posters in the place of what was known of their films; raises PosterUnkept."""
        if not found:
            return
        rows = [
            {
                "movie_id": movie_id,
                "link": poster.link,
                "runtime_minutes": poster.runtime_minutes,
                "imdb_rating": poster.imdb_rating,
                "age_rating": poster.age_rating,
                "expires_at": now + (_KEPT_WITH_LINK if poster.link else _KEPT_WITHOUT),
            }
            for movie_id, poster in found.items()
        ]
        with _translated():
            async with self._database.writing() as connection:
                await connection.execute(delete(posters).where(posters.c.movie_id.in_(found)))
                await connection.execute(insert(posters), rows)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, DatabaseUnavailable) as error:
        raise PosterUnkept(f"The poster table does not answer ({type(error).__name__}).") from error
