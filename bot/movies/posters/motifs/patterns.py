"""Motifs that show a rhythm: rays, rings, tiles, stripes."""

from math import pi, sin
from random import Random

from bot.movies.posters.colours import Colour, Palette, between
from bot.movies.posters.pen import HEIGHT, WIDTH, Pen, around


def burst(pen: Pen, palette: Palette, dice: Random) -> None:
    """Rays from one point, and something bright at their centre."""
    centre = (dice.uniform(130, 270), dice.uniform(190, 240))
    rays = dice.choice((12, 14, 16))
    turn = dice.uniform(0, pi)
    for ray in range(rays):
        start = turn + 2 * pi * ray / rays
        end = start + pi / rays * dice.uniform(0.7, 1.25)
        colour = palette.shade if ray % 2 else palette.main
        pen.shape([centre, around(centre, 520, start), around(centre, 520, end)], colour, 0.8)
    reaches = [dice.uniform(96, 128) if point % 2 else dice.uniform(56, 66) for point in range(24)]
    pen.shape([around(centre, reach, pi * point / 12) for point, reach in enumerate(reaches)], palette.glow)
    pen.disc(centre, 40, palette.accent)
    pen.shape([(0, 410), (WIDTH, 380), (WIDTH, HEIGHT), (0, HEIGHT)], palette.panel)


def speed(pen: Pen, palette: Palette, dice: Random) -> None:
    """Streaks behind something fast."""
    colours = (palette.main, palette.shade, palette.glow)
    slope = dice.uniform(0.32, 0.5)
    for lane in range(13):
        y, start = -60 + lane * 40, dice.uniform(-160, 150)
        end, colour = start + dice.uniform(130, 330), dice.choice(colours)
        if y + (400 - start) * slope < 385:
            pen.line([(start, y + (400 - start) * slope), (end, y + (400 - end) * slope)], 18, colour)
    ball = (dice.uniform(240, 290), dice.uniform(150, 200))
    for step in range(5):
        back = (4 - step) * 48
        pen.disc((ball[0] - back, ball[1] + back * slope), 56, palette.accent, (0.12, 0.2, 0.32, 0.5, 1.0)[step])


def keys(pen: Pen, palette: Palette, dice: Random) -> None:
    """Piano keys, some of them struck."""
    struck = dice.sample(range(8), 3)
    for key in range(8):
        colour = palette.accent if key in struck else palette.glow
        drop = 14 if key in struck else 0
        pen.bar(key * 50 + 1.5, -20, key * 50 + 48.5, 380 + drop, colour, 7)
    for key in (1, 2, 4, 5, 6):
        pen.bar(key * 50 - 16, -20, key * 50 + 16, 230, palette.shade, 5)


def orbits(pen: Pen, palette: Palette, dice: Random) -> None:
    """Worlds on their orbits round a sun low at the edge."""
    x, leftmost, rightmost = dice.choice(((60, 1.5, 1.95), (340, 1.05, 1.5)))
    sun = (x, 330)
    for index in range(6):
        radius = 92 + 52 * index
        pen.ring(sun, radius, 1.6, palette.main, 0.7)
        world = around(sun, radius, pi * dice.uniform(leftmost, rightmost))
        pen.disc(world, dice.uniform(6, 20), (palette.glow, palette.main, palette.accent)[index % 3])
    pen.disc(sun, 62, palette.accent)
    pen.bar(0, 420, WIDTH, HEIGHT, palette.panel)


def steps(pen: Pen, palette: Palette, dice: Random) -> None:
    """Steps up to a light, or down from it."""
    count, up = dice.choice((5, 6, 7)), dice.random() < 0.5
    wide, high = WIDTH / count, 250 / count
    for step in range(count):
        place = step if up else count - 1 - step
        top = 400 - high * (step + 1)
        pen.bar(place * wide, top, (place + 1) * wide, 400, between(palette.shade, palette.main, step / (count - 1)))
    ball = min(wide / 2 - 2, 30)
    pen.disc((WIDTH - wide / 2 if up else wide / 2, 150 - ball), ball, palette.accent)
    pen.disc((WIDTH * (0.3 if up else 0.7), dice.uniform(110, 150)), dice.uniform(52, 72), palette.glow)


def halves(pen: Pen, palette: Palette, dice: Random) -> None:
    """Half discs that turn towards each other and away."""
    colours = (palette.main, palette.shade, between(palette.main, palette.ground, 0.45))
    chosen, radius = dice.randrange(9), 54.0
    for index in range(9):
        centre = (86 + 114 * (index % 3), 94 + 114 * (index // 3))
        colour = palette.accent if index == chosen else dice.choice(colours)
        turn = dice.choice((0, 90, 180, 270))
        pen.ring(centre, radius, 2.5, colour)
        pen.slice(centre, radius, colour, turn, turn + 180)


def tiles(pen: Pen, palette: Palette, dice: Random) -> None:
    """A wall of playful tiles: quarter discs, dots and halves."""
    colours = (palette.main, palette.accent, palette.shade, palette.glow)
    size = 100.0
    for row in range(4):
        for column in range(4):
            left, top = column * size, row * size
            back, front = dice.sample(colours, 2)
            pen.bar(left, top, left + size - 0.4, top + size - 0.4, back)
            _tile(pen, left, top, size, dice, front)


def _tile(pen: Pen, left: float, top: float, size: float, dice: Random, colour: Colour) -> None:
    kind = dice.randrange(4)
    if kind == 0:
        pen.disc((left + size / 2, top + size / 2), size * 0.3, colour)
    elif kind == 1:
        corner = dice.randrange(4)
        centre = (left + size * (corner in (1, 2)), top + size * (corner in (2, 3)))
        pen.slice(centre, size, colour, corner * 90, corner * 90 + 90)
    elif kind == 2:
        turn = dice.choice((0, 180))
        pen.slice((left + size / 2, top + size / 2), size / 2, colour, turn, turn + 180)
    else:
        pen.shape([(left, top + size), (left + size, top), (left + size, top + size)], colour)


def record(pen: Pen, palette: Palette, dice: Random) -> None:
    """A record over dancing bars."""
    heights = [dice.uniform(60, 300) for _ in range(11)]
    for index, height in enumerate(heights):
        left = 18 + index * 34
        pen.bar(left, 400 - height, left + 20, 400, between(palette.ground, palette.main, 0.55), 10)
    x, y = dice.uniform(160, 240), dice.uniform(190, 220)
    pen.disc((x, y), 136, palette.shade)
    for groove in range(5):
        pen.ring((x, y), 124 - groove * 14, 1.6, palette.main, 0.8)
    pen.disc((x, y), 50, palette.accent)
    pen.disc((x, y), 8, palette.ground)


def tunnel(pen: Pen, palette: Palette, dice: Random) -> None:
    """Squares that turn as they fall away."""
    centre = (dice.uniform(180, 220), dice.uniform(200, 225))
    twist = dice.choice((-1, 1)) * dice.uniform(0.13, 0.21)
    steps = 14
    for step in range(steps):
        radius = 265 * 0.83**step
        colour = (palette.ground, palette.main)[step % 2]
        shade = between(colour, palette.glow, step / steps * 0.6) if step % 2 else colour
        corners = [pi / 4 + twist * step + pi / 2 * corner for corner in range(4)]
        pen.shape([around(centre, radius, turn) for turn in corners], shade)
    pen.disc(centre, 11, palette.accent)


def chevrons(pen: Pen, palette: Palette, dice: Random) -> None:
    """Stripes of rank with a star above."""
    x, top = 200, dice.uniform(176, 190)
    count = dice.choice((3, 4))
    for index in range(count):
        y = top + index * 43
        colour = palette.glow if index < count - 1 else palette.accent
        pen.line([(x - 130, y + 72), (x, y + 12), (x + 130, y + 72)], 22, colour)
    star = [around((x, top - 78), (68, 27)[point % 2], pi * (point / 5 - 0.5)) for point in range(10)]
    pen.shape(star, palette.main)


def screens(pen: Pen, palette: Palette, dice: Random) -> None:
    """Screens within screens."""
    x = dice.uniform(180, 220)
    for step in range(7):
        share = 1 - step / 7
        half, tall = 190 * share, 175 * share
        y = 215 + 6 * step
        colour = between(palette.shade, palette.glow, (step / 6) ** 1.4)
        pen.bar(x - half, y - tall, x + half, y + tall * 0.9, colour, 4)
    pen.disc((x, 258), 9, palette.accent)


def waves(pen: Pen, palette: Palette, dice: Random) -> None:
    """Calm waves under a disc."""
    pen.disc((dice.uniform(120, 280), dice.uniform(130, 160)), 74, palette.accent)
    for band in range(6):
        y, phase = 215 + band * 34, dice.uniform(0, 2 * pi)
        crest = [(step * 10, y + 13 * sin(step / 40 * 3 * pi + phase)) for step in range(-1, 42)]
        pen.shape([(-10, 420), *crest, (410, 420)], between(palette.main, palette.ground, band / 5))
