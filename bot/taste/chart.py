"""A taste as a picture: genres as bars, and decades as the towers of a town, where every lit window is a film."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.movies.movie import Movie
from bot.movies.posters.colours import PLAIN, SCHEMES, Colour, Scheme, between, oklch
from bot.movies.posters.lettering import typeface

WIDTH, HEIGHT = 900, 500
MOST_GENRES = 6
_LARGER = 3

_MARGIN = 46
_SKY_LEFT, _STREET = 536, 420
_SKY_MIDDLE = (_SKY_LEFT + WIDTH) / 2
_FIRST_BAR, _BAR_DISTANCE, _BAR_HEIGHT = 158, 54, 30
_BAR_LEFT, _BAR_LONGEST = 204, 236
_TOWN_WIDTH = 328
_HIGHEST_TOWER, _HIGHEST_FLOOR, _MOST_FLOORS = 290, 30, 18
_NARROWEST_WINDOW, _WIDEST_WINDOW = 11, 28
_HIGH_FOR_ONE, _HIGH_FOR_TWO = 8, 24

_NIGHT = oklch(0.23, 0.035, 275)
_INK = oklch(0.96, 0.012, 85)
_QUIET_INK = oklch(0.74, 0.03, 280)
_SKY = oklch(0.47, 0.12, 12)
_SUN = oklch(0.76, 0.155, 62)
_TOWER = oklch(0.25, 0.06, 290)
_LIT = oklch(0.92, 0.13, 95)
_DARK = oklch(0.36, 0.07, 295)

_NAME_TYPES = tuple(typeface("Semibold", size) for size in (26, 24, 21, 18, 15))

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """How many films there are: in all, of the commonest genres (most first), of every decade from first to last."""

    films: int
    genres: tuple[tuple[str, int], ...]
    decades: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """What is written in the picture: behind the number of films, at each genre and at each decade, long and short.

    `thousands` stands between the thousands of a number.
    """

    films: str
    thousands: str
    genres: tuple[str, ...]
    decades: tuple[str, ...]
    short_decades: tuple[str, ...]

    def number(self, count: int) -> str:
        """A count as people write it."""
        return f"{count:,}".replace(",", self.thousands)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How every tower of a town is built: windows on a floor, films behind a window, width, height of a floor."""

    across: int
    films_a_window: int
    width: float
    floor: float


def outline_of(movies: Iterable[Movie]) -> Outline:
    """Counts these films: each in all its genres, and in its decade when its year is known."""
    films = list(movies)
    genres = Counter(genre for movie in films for genre in movie.genres)
    commonest = sorted(genres.items(), key=lambda one: (-one[1], one[0]))[:MOST_GENRES]
    decades = Counter(movie.year // 10 * 10 for movie in films if movie.year)
    span = range(min(decades), max(decades) + 10, 10) if decades else ()
    return Outline(len(films), tuple(commonest), tuple((decade, decades[decade]) for decade in span))


@lru_cache(maxsize=64)
def draw(outline: Outline, labels: Labels) -> bytes:
    """A PNG of 900 x 500; the same outline and labels always get the same bytes."""
    large = Image.new("RGB", (WIDTH * _LARGER, HEIGHT * _LARGER), _NIGHT)
    shapes = ImageDraw.Draw(large)
    _draw_town(shapes, outline)
    _draw_bars(shapes, outline)
    picture = large.reduce(_LARGER)
    letters = ImageDraw.Draw(picture)
    _write_heading(letters, outline.films, labels)
    _write_genres(letters, outline, labels)
    _write_decades(letters, outline, labels)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _draw_bars(shapes: ImageDraw.ImageDraw, outline: Outline) -> None:
    _rounded(shapes, (0, 0, _SKY_LEFT, HEIGHT), _NIGHT, 0)
    for row, (genre, count) in enumerate(outline.genres):
        top = _FIRST_BAR + row * _BAR_DISTANCE
        end = _BAR_LEFT + _bar_length(outline, count)
        colour = _readable(SCHEMES.get(genre, PLAIN))
        _rounded(shapes, (_BAR_LEFT, top, end, top + _BAR_HEIGHT), colour, _BAR_HEIGHT / 2)


def _draw_town(shapes: ImageDraw.ImageDraw, outline: Outline) -> None:
    _rounded(shapes, (_SKY_LEFT, 0, WIDTH, HEIGHT), _SKY, 0)
    for radius, share in ((250, 0.12), (205, 0.28), (160, 1.0)):
        _disc(shapes, (_SKY_MIDDLE, _STREET - 110), radius, between(_SKY, _SUN, share))
    _rounded(shapes, (_SKY_LEFT, _STREET, WIDTH, HEIGHT), _TOWER, 0)
    plan = _plan_of(outline)
    for place, (_, count) in enumerate(outline.decades):
        _draw_tower(shapes, _tower_middle(outline, place), plan, count)


def _draw_tower(shapes: ImageDraw.ImageDraw, middle: float, plan: _Plan, count: int) -> None:
    windows = -(-count // plan.films_a_window)
    floors = -(-windows // plan.across)
    left, step = middle - plan.width / 2, plan.width / plan.across
    roof = _STREET - floors * plan.floor - (plan.floor / 3 if count else 3)
    _rounded(shapes, (left, roof, left + plan.width, _STREET), _TOWER, 0)
    for window in range(floors * plan.across):
        x, y = left + window % plan.across * step, _STREET - (window // plan.across + 1) * plan.floor
        pane = (x + step * 0.24, y + plan.floor * 0.12, x + step * 0.76, y + plan.floor * 0.72)
        _rounded(shapes, pane, _LIT if window < windows else _DARK, 0)


def _write_heading(letters: ImageDraw.ImageDraw, films: int, labels: Labels) -> None:
    number = labels.number(films)
    big = typeface("Bold", 76)
    letters.text((_MARGIN - 3, 112), number, _INK, big, anchor="ls")
    letters.text((_MARGIN + big.getlength(number) + 12, 112), labels.films, _INK, typeface("Light", 40), anchor="ls")


def _write_genres(letters: ImageDraw.ImageDraw, outline: Outline, labels: Labels) -> None:
    for row, (name, (_, count)) in enumerate(zip(labels.genres, outline.genres, strict=True)):
        middle = _FIRST_BAR + row * _BAR_DISTANCE + _BAR_HEIGHT / 2
        letters.text((_MARGIN, middle), name, _INK, _fitting(name, _BAR_LEFT - _MARGIN - 12), anchor="lm")
        end = _BAR_LEFT + _bar_length(outline, count)
        letters.text((end + 12, middle), labels.number(count), _QUIET_INK, typeface("Semibold", 25), anchor="lm")


def _write_decades(letters: ImageDraw.ImageDraw, outline: Outline, labels: Labels) -> None:
    """The decades and their films below the street, every other one where they are many."""
    distance = _tower_distance(outline)
    long, short = typeface("Semibold", 21), typeface("Semibold", 18)
    is_long = distance >= _widest(labels.decades, long) + 8
    every = 1 if distance >= _widest(labels.short_decades, short) + 8 else 2
    names, font = (labels.decades, long) if is_long else (labels.short_decades, short)
    for place, ((_, count), label) in list(enumerate(zip(outline.decades, names, strict=True)))[::every]:
        middle = _tower_middle(outline, place)
        letters.text((middle, _STREET + 28), label, _INK, font, anchor="mm")
        letters.text((middle, _STREET + 54), labels.number(count), _QUIET_INK, font, anchor="mm")


def _widest(names: Iterable[str], font: ImageFont.FreeTypeFont) -> float:
    return max(map(font.getlength, names), default=0.0)


def _fitting(name: str, width: float) -> ImageFont.FreeTypeFont:
    """The largest type in which the name is no wider than this, down to the smallest that can be read."""
    return next((font for font in _NAME_TYPES if font.getlength(name) <= width), _NAME_TYPES[-1])


def _bar_length(outline: Outline, count: int) -> float:
    return _BAR_HEIGHT + (_BAR_LONGEST - _BAR_HEIGHT) * (count - 1) / max(outline.genres[0][1] - 1, 4)


def _tower_distance(outline: Outline) -> float:
    return min(_TOWN_WIDTH / max(len(outline.decades), 1), 82)


def _plan_of(outline: Outline) -> _Plan:
    """A film a window, and slender towers, while films are few; else a window stands for several."""
    most = max((count for _, count in outline.decades), default=1)
    widest = _tower_distance(outline) * 0.8
    wanted = 1 if most <= _HIGH_FOR_ONE else 2 if most <= _HIGH_FOR_TWO else 3
    across = max(1, min(wanted, int(widest / _NARROWEST_WINDOW)))
    films_a_window = -(-most // (across * _MOST_FLOORS))
    floors = -(-most // (across * films_a_window))
    floor = min(_HIGHEST_FLOOR, _HIGHEST_TOWER / floors)
    return _Plan(across, films_a_window, min(widest, across * _WIDEST_WINDOW), floor)


def _tower_middle(outline: Outline, place: int) -> float:
    return _SKY_MIDDLE + (place - (len(outline.decades) - 1) / 2) * _tower_distance(outline)


def _readable(scheme: Scheme) -> Colour:
    """The genre's hue as light as it must be on the night."""
    return oklch(0.72, max(scheme.vividness, scheme.chroma, 0.03), scheme.hue)


def _rounded(shapes: ImageDraw.ImageDraw, box: Box, colour: Colour, rounding: float) -> None:
    left, top, right, bottom = (edge * _LARGER for edge in box)
    shapes.rounded_rectangle((left, top, right, bottom), rounding * _LARGER, fill=colour)


def _disc(shapes: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float, colour: Colour) -> None:
    x, y = centre
    _rounded(shapes, (x - radius, y - radius, x + radius, y + radius), colour, radius)
