"""Motifs that show a place: mountains, desert, space, a castle by night."""

from math import cos, pi, sin
from random import Random

from bot.movies.posters.colours import Colour, Palette, between
from bot.movies.posters.pen import HEIGHT, WIDTH, Pen, Point


def mountains(pen: Pen, palette: Palette, dice: Random) -> None:
    """Ranges one behind another under a low sun."""
    sun = (dice.uniform(120, 280), dice.uniform(110, 150))
    pen.disc(sun, dice.uniform(58, 84), palette.accent)
    peaks = (170, 225, 285, 350)
    for depth, height in enumerate(peaks):
        colour = between(palette.main, palette.panel, (depth + 0.35) / (len(peaks) - 0.65))
        pen.shape(_range(dice, height, 62 - 6 * depth), colour)


def desert(pen: Pen, palette: Palette, dice: Random) -> None:
    """A striped sun going down behind mesas."""
    x, radius = dice.uniform(150, 250), dice.uniform(108, 128)
    pen.disc((x, 250), radius, palette.main)
    for step in range(5):
        height = 3 + 3 * step
        top = 222 + 25 * step
        pen.bar(0, top, WIDTH, top + height, palette.ground)
    distant = between(palette.main, palette.panel, 0.55)
    _mesa(pen, dice.uniform(-40, 30), dice.uniform(120, 150), 300, distant)
    _mesa(pen, dice.uniform(250, 310), dice.uniform(130, 170), 272, distant)
    pen.bar(0, 352, WIDTH, 372, distant)
    pen.bar(0, 370, WIDTH, HEIGHT, palette.panel)
    _cactus(pen, dice.uniform(70, 330), dice.uniform(0.85, 1.15), palette.panel)


def planet(pen: Pen, palette: Palette, dice: Random) -> None:
    """A ringed planet among stars."""
    stars(pen, dice, 46, palette.glow)
    centre = (dice.uniform(170, 230), dice.uniform(195, 225))
    radius, tilt = dice.uniform(88, 108), dice.uniform(-0.5, -0.2)
    _orbit(pen, centre, radius, tilt, palette.accent, (pi, 2 * pi))
    pen.disc(centre, radius, palette.main)
    pen.slice(centre, radius, palette.shade, 90 + tilt * 57, 270 + tilt * 57, 0.55)
    _orbit(pen, centre, radius, tilt, palette.accent, (0, pi))
    angle = dice.uniform(0.9, 2.2)
    moon = (centre[0] + 165 * cos(angle), centre[1] - 150 * sin(angle))
    pen.disc(moon, dice.uniform(9, 16), palette.glow)


def castle(pen: Pen, palette: Palette, dice: Random) -> None:
    """Towers on a hill under a crescent moon."""
    stars(pen, dice, 30, palette.glow)
    moon = (dice.uniform(110, 290), dice.uniform(105, 135))
    pen.disc(moon, 62, palette.glow)
    pen.disc((moon[0] + 26, moon[1] - 12), 52, palette.ground)
    far, near = between(palette.main, palette.ground, 0.45), palette.main
    pen.oval((dice.uniform(60, 340), 470), 280, 150, far)
    left = dice.uniform(95, 165)
    heights = [110, 170, 138, 96]
    dice.shuffle(heights)
    for index, height in enumerate(heights):
        _tower(pen, left + 46 * index, 376 - height - dice.uniform(0, 24), near, palette.accent)
    pen.oval((left + 70, 500), 330, 162, near)
    pen.oval((dice.uniform(100, 300), 650), 760, 252, palette.ground)


def forest(pen: Pen, palette: Palette, dice: Random) -> None:
    """Fir trees in the mist, a moon over them."""
    stars(pen, dice, 22, palette.glow)
    pen.disc((dice.uniform(120, 280), dice.uniform(125, 160)), dice.uniform(54, 74), palette.accent)
    for depth in range(4):
        colour = between(palette.main, palette.ground, 0.12 + 0.27 * depth)
        foot = 292 + 42 * depth
        x = dice.uniform(-30, 10)
        while x < WIDTH + 20:
            height = dice.uniform(100, 180) + 12 * depth
            pen.shape([(x, foot - height), (x + height * 0.22, foot + 2), (x - height * 0.22, foot + 2)], colour)
            x += dice.uniform(26, 48)
        pen.bar(0, foot, WIDTH, HEIGHT, colour)
    pen.oval((dice.uniform(100, 300), 660), 800, 258, palette.ground)


def ship(pen: Pen, palette: Palette, dice: Random) -> None:
    """A sailing ship on the open sea."""
    pen.disc((dice.uniform(90, 310), dice.uniform(120, 170)), dice.uniform(50, 70), palette.accent)
    x, side = dice.uniform(170, 230), dice.choice((-1, 1))
    pen.bar(x - 2.5, 100, x + 2.5, 340, palette.panel)
    pen.shape([(x + 8 * side, 108), (x + 8 * side, 300), (x + 110 * side, 300)], palette.glow)
    pen.shape([(x - 8 * side, 140), (x - 8 * side, 300), (x - 80 * side, 300)], palette.main)
    pen.shape([(x - 112, 314), (x + 112, 314), (x + 78, 366), (x - 78, 366)], palette.panel)
    for band in range(3):
        colour = between(palette.main, palette.panel, 0.2 + 0.4 * band)
        _sea(pen, 346 + 24 * band, dice.uniform(0, 2 * pi), colour)


def skyline(pen: Pen, palette: Palette, dice: Random) -> None:
    """A city at night, a few windows still lit."""
    pen.disc((dice.uniform(90, 310), dice.uniform(110, 150)), dice.uniform(46, 66), palette.accent)
    for row, colour in enumerate((between(palette.main, palette.ground, 0.62), palette.shade)):
        x = dice.uniform(-30, -5)
        while x < WIDTH:
            width, top = dice.uniform(46, 84), dice.uniform(150, 280) + 70 * row
            pen.bar(x, top, x + width, 412, colour)
            if row:
                _windows(pen, dice, (x, top, x + width), palette.glow)
            x += width + dice.choice((0, 0, 10))
    pen.bar(0, 410, WIDTH, HEIGHT, palette.panel)


def rainbow(pen: Pen, palette: Palette, dice: Random) -> None:
    """A rainbow that comes down on two clouds."""
    x, foot = dice.uniform(180, 220), 340
    bands = [palette.main, palette.glow, palette.accent, palette.shade]
    turn = dice.randrange(4)
    for index, colour in enumerate([*bands[turn:], *bands[:turn]]):
        pen.slice((x, foot), 170 - 27 * index, colour, 180, 360)
    pen.slice((x, foot), 62, palette.ground, 180, 360)
    white = between(palette.ground, (255, 255, 255), 0.8)
    for side in (-1, 1):
        middle = x + side * 118
        for shift, size in ((-40, 26), (-8, 38), (34, 28)):
            pen.disc((middle + shift * side, foot + 14 - size * 0.4), size, white)
        pen.bar(middle - 66, foot + 2, middle + 66, foot + 34, white, 16)


def blinds(pen: Pen, palette: Palette, dice: Random) -> None:
    """Street light through a venetian blind."""
    lean = dice.uniform(26, 46)
    left, right = dice.uniform(36, 80), dice.uniform(310, 360)
    for row in range(11):
        top = 52 + row * 30
        light = between(palette.glow, palette.shade, row / 13)
        pen.shape([(left, top + lean), (right, top), (right, top + 15), (left, top + lean + 15)], light)
    x = dice.uniform(170, 240)
    pen.disc((x, 196), 44, palette.ground)
    pen.oval((x, 166), 84, 13, palette.ground)
    pen.shape([(x - 47, 164), (x - 40, 108), (x + 6, 100), (x + 42, 112), (x + 48, 164)], palette.ground)
    pen.shape([(x - 20, 220), (x + 20, 220), (x + 36, 254), (x + 108, 290), (x + 128, 410)], palette.ground)
    pen.shape(
        [(x - 20, 220), (x + 60, 300), (x + 128, 410), (x - 128, 410), (x - 108, 290), (x - 36, 254)], palette.ground
    )


def balloons(pen: Pen, palette: Palette, dice: Random) -> None:
    """Three balloons on their strings."""
    colours = [palette.main, palette.accent, palette.glow]
    dice.shuffle(colours)
    knot = (dice.uniform(180, 220), 430.0)
    places = ((118, 190), (282, 168), (200, 128))
    for (across, down), colour in zip(places, colours, strict=True):
        x, y, size = across + dice.uniform(-14, 14), down + dice.uniform(-20, 20), dice.uniform(58, 70)
        pen.line([(x, y + size * 1.2), ((x + knot[0]) / 2 + 8, 340), knot], 1.6, palette.shade)
        pen.oval((x, y), size, size * 1.2, colour)
        pen.shape([(x, y + size * 1.14), (x - 8, y + size * 1.34), (x + 8, y + size * 1.34)], colour)
        pen.arc((x + 2, y - 2), size * 0.72, 5, between(colour, (255, 255, 255), 0.6), 195, 250)


def _sea(pen: Pen, level: float, phase: float, colour: Colour) -> None:
    crest = [(step * 10.0, level + 7 * sin(step / 3.2 + phase)) for step in range(-1, 42)]
    pen.shape([(-10, HEIGHT), *crest, (410, HEIGHT)], colour)


def _windows(pen: Pen, dice: Random, house: tuple[float, float, float], colour: Colour) -> None:
    left, top, right = house
    y = top + 12
    while y < 396:
        x = left + 9
        while x < right - 12:
            if dice.random() < 0.3:
                pen.bar(x, y, x + 6, y + 9, colour)
            x += 14
        y += 20


def _range(dice: Random, height: float, roughness: float) -> list[Point]:
    points: list[Point] = [(-10, HEIGHT), (-10, height + dice.uniform(-20, 40))]
    x = -10.0
    rising = dice.random() < 0.5
    while x < WIDTH:
        x += dice.uniform(42, 88)
        points.append((x, height + dice.uniform(0.35, 1.0) * roughness * (-1 if rising else 1)))
        rising = not rising
    return [*points, (WIDTH + 10, HEIGHT)]


def _mesa(pen: Pen, left: float, width: float, top: float, colour: Colour) -> None:
    right = left + width
    pen.shape(
        [(left, 360), (left + 18, top + 26), (left + 22, top), (right - 24, top), (right - 18, top + 30), (right, 360)],
        colour,
    )


def _cactus(pen: Pen, x: float, size: float, colour: Colour) -> None:
    thick = 9 * size
    pen.bar(x - thick, 380 - 118 * size, x + thick, 390, colour, thick)
    for side, low, high in ((-1, 52, 92), (1, 40, 78)):
        arm = x + side * 30 * size
        pen.bar(
            min(x, arm) - 6 * size,
            380 - (low + 6) * size,
            max(x, arm) + 6 * size,
            380 - (low - 6) * size,
            colour,
            6 * size,
        )
        pen.bar(arm - 6 * size, 380 - high * size, arm + 6 * size, 380 - (low - 6) * size, colour, 6 * size)


def _tower(pen: Pen, x: float, top: float, colour: Colour, window: Colour) -> None:
    pen.bar(x - 19, top, x + 19, 440, colour)
    pen.shape([(x - 25, top + 2), (x, top - 58), (x + 25, top + 2)], colour)
    pen.bar(x - 4, top + 20, x + 4, top + 38, window, 4)


def stars(pen: Pen, dice: Random, count: int, colour: Colour) -> None:
    """Stars, scattered over the picture."""
    for _ in range(count):
        size = dice.choice((0.9, 1.2, 1.2, 1.8, 2.4))
        pen.disc((dice.uniform(8, WIDTH - 8), dice.uniform(8, 400)), size, colour, dice.uniform(0.35, 0.95))


def _orbit(pen: Pen, centre: Point, radius: float, tilt: float, colour: Colour, part: tuple[float, float]) -> None:
    start, end = part
    for far, thick in ((1.62, 7.0), (1.82, 2.5)):
        points = []
        for step in range(61):
            turn = start + (end - start) * step / 60
            x, y = radius * far * cos(turn), radius * far * 0.28 * sin(turn)
            points.append((centre[0] + x * cos(tilt) - y * sin(tilt), centre[1] + x * sin(tilt) + y * cos(tilt)))
        pen.line(points, thick, colour)
