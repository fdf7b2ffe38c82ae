"""Draws shapes in a card's own units, smoothly: large first, then made small."""

from collections.abc import Sequence
from math import cos, sin

from PIL import Image, ImageDraw

from bot.movies.posters.colours import Colour

WIDTH, HEIGHT = 400, 600
_LARGER = 3

Point = tuple[float, float]


def around(centre: Point, radius: float, turn: float) -> Point:
    """The point at this distance from the centre; `turn` in radians, clockwise from three o'clock."""
    return centre[0] + radius * cos(turn), centre[1] + radius * sin(turn)


class Pen:
    """Shapes on a 400 x 600 card; `strength` below 1 lets what lies beneath shine through."""

    def __init__(self, ground: Colour) -> None:
        self._image = Image.new("RGB", (WIDTH * _LARGER, HEIGHT * _LARGER), ground)
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def picture(self) -> Image.Image:
        """What was drawn, at its final size."""
        return self._image.reduce(_LARGER)

    def disc(self, centre: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """A filled circle."""
        self._draw.ellipse(_box(centre, radius), fill=_ink(colour, strength))

    def oval(self, centre: Point, across: float, down: float, colour: Colour) -> None:
        """A filled ellipse with its two radii."""
        x, y = centre
        self._draw.ellipse(_scaled((x - across, y - down, x + across, y + down)), fill=colour)

    def ring(self, centre: Point, radius: float, thickness: float, colour: Colour, strength: float = 1.0) -> None:
        """A circle's outline, `thickness` inwards."""
        self._draw.ellipse(_box(centre, radius), outline=_ink(colour, strength), width=round(thickness * _LARGER))

    def hoop(self, centre: Point, across: float, down: float, thickness: float, colour: Colour) -> None:
        """An ellipse's outline with its two radii."""
        x, y = centre
        box = _scaled((x - across, y - down, x + across, y + down))
        self._draw.ellipse(box, outline=colour, width=round(thickness * _LARGER))

    def arc(self, centre: Point, radius: float, thickness: float, colour: Colour, start: float, end: float) -> None:
        """A part of a circle's outline, in degrees clockwise from three o'clock."""
        self._draw.arc(_box(centre, radius), start, end, fill=colour, width=round(thickness * _LARGER))

    def slice(
        self, centre: Point, radius: float, colour: Colour, start: float, end: float, strength: float = 1.0
    ) -> None:
        """A filled part of a circle, in degrees clockwise from three o'clock."""
        self._draw.pieslice(_box(centre, radius), start, end, fill=_ink(colour, strength))

    def shape(self, points: Sequence[Point], colour: Colour, strength: float = 1.0) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * _LARGER, y * _LARGER) for x, y in points], fill=_ink(colour, strength))

    def bar(self, left: float, top: float, right: float, bottom: float, colour: Colour, rounding: float = 0) -> None:
        """A filled rectangle, its corners rounded."""
        box = _scaled((left, top, right, bottom))
        self._draw.rounded_rectangle(box, rounding * _LARGER, fill=colour)

    def line(self, points: Sequence[Point], thickness: float, colour: Colour, strength: float = 1.0) -> None:
        """A line through the points."""
        scaled = [(x * _LARGER, y * _LARGER) for x, y in points]
        self._draw.line(scaled, fill=_ink(colour, strength), width=round(thickness * _LARGER), joint="curve")


def _ink(colour: Colour, strength: float) -> tuple[int, int, int, int]:
    return (*colour, round(255 * strength))


def _box(centre: Point, radius: float) -> tuple[float, float, float, float]:
    x, y = centre
    return _scaled((x - radius, y - radius, x + radius, y + radius))


def _scaled(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return left * _LARGER, top * _LARGER, right * _LARGER, bottom * _LARGER
