"""A film's poster and the facts that come with it."""

from bot.movies.posters.poster import NO_POSTER, Poster, PosterSource, TimedPosters

__all__ = ["NO_POSTER", "Poster", "PosterSource", "TimedPosters"]
