"""The drawn title card: a real picture for every film, in its genres' colours."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageOps

from bot.movies.movie import Movie
from bot.movies.posters.colours import PLAIN, SCHEMES, Palette, palette_of
from bot.movies.posters.lettering import readable_title, set_small, set_title, small_print
from bot.movies.posters.motifs import MOTIFS, PLAIN_MOTIFS, Motif
from bot.movies.posters.pen import HEIGHT, WIDTH, Pen
from bot.movies.posters.poster import NO_POSTER, Poster

_MARGIN = 30
_LINE = WIDTH - 2 * _MARGIN
_FOOT = HEIGHT - 30
_TITLE_BOTTOM = HEIGHT - 62
_TITLE_HEIGHT = 130

# How far films of one genre may stand apart on the colour wheel, in degrees to either side.
MOST_TURN = 14

# The genre that says most about a film comes first: nearly every film is a drama, few are westerns.
_UNMISTAKABLE = ("Film-Noir", "Western", "Musical", "War", "Horror", "Sci-Fi", "Documentary", "Animation")
_ORDINARY = (
    *("Fantasy", "Mystery", "Romance", "Children", "Crime"),
    *("Action", "Adventure", "Thriller", "Comedy", "Drama", "IMAX"),
)
_QUIET = ("Drama", "Romance", "Mystery", "Documentary", "Film-Noir", "Fantasy")


class DrawnPosters:
    """Finds no posters at all, so that every film shows its drawn title card."""

    async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
        """No poster for every film."""
        return {movie.movie_id: NO_POSTER for movie in movies}

    async def close(self) -> None:
        """Nothing is open."""


@lru_cache(maxsize=256)
def draw_card(movie: Movie) -> bytes:
    """The film's title card, a PNG of 400 x 600; the same film always gets the same bytes."""
    dice = Random(movie.movie_id)  # noqa: S311 - it varies a drawing, it guards nothing
    main, second = _telling_genres(movie, dice)
    palette = palette_of(SCHEMES.get(main, PLAIN), SCHEMES.get(second), dice.uniform(-MOST_TURN, MOST_TURN))
    pen = Pen(palette.ground)
    _motif(movie, main)(pen, palette, dice)
    card = pen.picture() if dice.random() < 0.5 else ImageOps.mirror(pen.picture())
    _write(card, movie, "Light" if main in _QUIET else "Bold", palette)
    return _png(card)


def _motif(movie: Movie, genre: str) -> Motif:
    """One of the genre's pictures in turn, by year too: the films of a series stand side by side and should differ."""
    motifs = MOTIFS.get(genre, PLAIN_MOTIFS)
    return motifs[(movie.movie_id + (movie.year or 0)) % len(motifs)]


def _telling_genres(movie: Movie, dice: Random) -> tuple[str, str]:
    """The genre that gives the picture and the one that gives the accent; empty where there is none."""
    telling = [genre for genre in (*_UNMISTAKABLE, *_ORDINARY) if genre in movie.genres]
    main, second, *_ = *telling, "", ""
    if second and main not in _UNMISTAKABLE and dice.random() < 0.35:
        return second, main
    return main, second


def _write(card: Image.Image, movie: Movie, weight: str, palette: Palette) -> None:
    draw = ImageDraw.Draw(card)
    title = set_title(readable_title(movie), weight, _LINE, _TITLE_HEIGHT)
    baseline = _TITLE_BOTTOM - title.leading * (len(title.lines) - 1)
    for line in title.lines:
        draw.text((_MARGIN, baseline), line, palette.ink, title.font, anchor="ls")
        baseline += title.leading
    year = [str(movie.year)] if movie.year else []
    x = float(_MARGIN)
    for character, advance in set_small([*year, *movie.genres], _LINE):
        draw.text((x, _FOOT), character, palette.ink, small_print(), anchor="ls")
        x += advance


def _png(card: Image.Image) -> bytes:
    file = BytesIO()
    card.save(file, "PNG")
    return file.getvalue()
