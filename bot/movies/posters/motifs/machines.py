"""Motifs of things that were built: rockets and saucers, lamps and roads."""

from math import cos, pi, sin
from random import Random

from bot.movies.posters.colours import Colour, Palette, between
from bot.movies.posters.motifs.scenes import stars
from bot.movies.posters.pen import HEIGHT, WIDTH, Pen, Point, around


def rocket(pen: Pen, palette: Palette, dice: Random) -> None:
    """A rocket on its way up, a moon behind it."""
    stars(pen, dice, 40, palette.glow)
    pen.disc((dice.uniform(255, 315), dice.uniform(95, 135)), dice.uniform(48, 64), palette.shade)
    x, top = dice.uniform(165, 205), dice.uniform(70, 95)
    for reach, colour in ((452, palette.accent), (412, palette.glow)):
        pen.shape([(x - 26, top + 232), (x + 26, top + 232), (x, reach)], colour)
    for side in (-1, 1):
        pen.shape([(x + 34 * side, top + 150), (x + 74 * side, top + 244), (x + 30 * side, top + 226)], palette.accent)
    hull: list[Point] = [(x + 44 * sin(pi * step / 20) ** 0.8, top + 12 * step) for step in range(1, 20)]
    pen.shape([(x, top), *hull, *[(2 * x - right, y) for right, y in reversed(hull)]], palette.main)
    pen.disc((x, top + 92), 21, palette.glow)
    pen.disc((x, top + 92), 14, palette.ground)


def saucer(pen: Pen, palette: Palette, dice: Random) -> None:
    """A flying saucer that takes somebody along."""
    stars(pen, dice, 40, palette.glow)
    x, y = dice.uniform(180, 220), dice.uniform(135, 165)
    ground = 404.0
    pen.shape([(x - 46, y + 16), (x + 46, y + 16), (x + 128, ground), (x - 128, ground)], palette.glow, 0.28)
    pen.disc((x, y - 14), 56, palette.accent)
    pen.oval((x, y), 132, 35, palette.main)
    pen.oval((x, y + 9), 92, 18, palette.shade)
    for lamp in range(-2, 3):
        pen.disc((x + 44 * lamp, y + 4 - 3 * abs(lamp)), 7, palette.glow)
    afloat = dice.uniform(265, 320)
    pen.disc((x, afloat), 13, palette.ground)
    pen.bar(x - 11, afloat + 15, x + 11, afloat + 56, palette.ground, 10)
    pen.oval((x, ground + 52), 330, 62, palette.ground)


def robot(pen: Pen, palette: Palette, dice: Random) -> None:
    """A robot that looks at us."""
    x, top = dice.uniform(190, 210), dice.uniform(120, 142)
    pen.line([(x, top), (x, top - 46)], 6, palette.shade)
    pen.disc((x, top - 52), 13, palette.accent)
    pen.bar(x - 112, top + 52, x + 112, top + 118, palette.shade, 14)
    pen.bar(x - 88, top, x + 88, top + 168, palette.main, 26)
    look = dice.uniform(-9, 9)
    for side in (-1, 1):
        pen.disc((x + 40 * side, top + 66), 29, palette.glow)
        pen.disc((x + 40 * side + look, top + 66), 12, palette.ground)
    for tooth in range(5):
        pen.bar(x - 46 + 19 * tooth, top + 120, x - 33 + 19 * tooth, top + 142, palette.ground, 3)
    pen.bar(x - 26, top + 168, x + 26, top + 194, palette.shade)
    pen.bar(x - 120, top + 192, x + 120, HEIGHT, palette.accent, 34)
    pen.bar(0, 424, WIDTH, HEIGHT, palette.panel)


def searchlights(pen: Pen, palette: Palette, dice: Random) -> None:
    """Searchlights over a dark horizon."""
    night = between(palette.ground, (0, 0, 0), 0.75)
    pen.bar(0, 0, WIDTH, 372, between(palette.ground, (0, 0, 0), 0.35))
    for foot, colour in ((70, palette.glow), (205, palette.accent), (335, palette.glow)):
        turn = -pi / 2 + dice.uniform(-0.5, 0.5)
        edges = [around((foot, 376), 520, turn + side * 0.085) for side in (-1, 1)]
        pen.shape([(foot - 6, 376), (foot + 6, 376), edges[1], edges[0]], colour, 0.5)
    for _ in range(dice.randint(3, 5)):
        _aeroplane(pen, (dice.uniform(50, 350), dice.uniform(60, 230)), dice.uniform(0.8, 1.4), night)
    pen.oval((dice.uniform(120, 280), 520), 420, 156, palette.shade)
    pen.bar(0, 418, WIDTH, HEIGHT, palette.panel)


def road(pen: Pen, palette: Palette, dice: Random) -> None:
    """A road that runs straight into the sun."""
    x, horizon = dice.uniform(150, 250), 258.0
    pen.disc((x, horizon - dice.uniform(10, 40)), dice.uniform(78, 104), palette.accent)
    pen.bar(0, horizon, WIDTH, HEIGHT, palette.main)
    pen.shape([(x - 7, horizon), (x + 7, horizon), (x + 190, HEIGHT), (x - 190, HEIGHT)], palette.panel)
    for near, far in ((0.08, 0.14), (0.22, 0.32), (0.46, 0.62)):
        top, bottom = horizon + 342 * near, horizon + 342 * far
        pen.shape(
            [(x - 9 * near, top), (x + 9 * near, top), (x + 9 * far, bottom), (x - 9 * far, bottom)], palette.glow
        )
    for pole in range(4):
        reach = 0.12 + 0.2 * pole
        foot = (x + (80 + 330 * reach) * (1 if x < 200 else -1), horizon + 150 * reach)
        pen.line([foot, (foot[0], foot[1] - 40 - 260 * reach)], 2 + 7 * reach, palette.shade)
    pen.bar(0, 424, WIDTH, HEIGHT, palette.panel)


def staircase(pen: Pen, palette: Palette, dice: Random) -> None:
    """A winding stair, seen from above."""
    centre = (dice.uniform(180, 220), dice.uniform(195, 215))
    start, steps = dice.uniform(0, 2 * pi), 22
    colours = (palette.main, palette.shade)
    for step in range(steps):
        inner, outer = 36 + 2.0 * step, 92 + 4.6 * step
        turn = start + step * 2 * pi / 15
        corners = [around(centre, inner, turn), around(centre, outer, turn)]
        corners += [around(centre, outer, turn + 0.42), around(centre, inner, turn + 0.42)]
        light = between(colours[step % 2], palette.glow, 0.5 * step / steps)
        pen.shape(corners, light)
    pen.disc(centre, 30, palette.accent)
    pen.bar(0, 424, WIDTH, HEIGHT, palette.panel)


def streetlamp(pen: Pen, palette: Palette, dice: Random) -> None:
    """A lamp in the rain, and who waits under it."""
    x = dice.uniform(140, 180)
    pen.shape([(x + 56, 120), (x + 84, 120), (x + 178, 412), (x - 40, 412)], palette.glow, 0.30)
    pen.oval((x + 70, 412), 112, 17, palette.glow)
    pen.bar(x - 5, 104, x + 5, 412, palette.shade)
    pen.arc((x + 38, 106), 40, 8, palette.shade, 180, 290)
    pen.shape([(x + 44, 120), (x + 96, 120), (x + 80, 92), (x + 60, 92)], palette.shade)
    pen.disc((x + 70, 122), 13, palette.glow)
    figure = x + 74
    pen.disc((figure, 288), 15, palette.ground)
    pen.oval((figure, 277), 28, 5, palette.ground)
    pen.bar(figure - 16, 256, figure + 16, 278, palette.ground, 5)
    pen.shape([(figure - 14, 302), (figure + 14, 302), (figure + 32, 412), (figure - 32, 412)], palette.ground)
    for _ in range(46):
        drop = (dice.uniform(0, WIDTH), dice.uniform(10, 390))
        pen.line([drop, (drop[0] - 7, drop[1] + 22)], 1.4, palette.accent, 0.45)


def badge(pen: Pen, palette: Palette, dice: Random) -> None:
    """A sheriff's star."""
    pen.bar(0, 412, WIDTH, HEIGHT, palette.panel)
    centre, turn = (200.0, 208.0), dice.uniform(-0.25, 0.25) - pi / 2
    for size, colour in ((1.0, palette.panel), (0.88, palette.main)):
        star = [around(centre, (142 if tip % 2 == 0 else 66) * size, turn + tip * pi / 5) for tip in range(10)]
        pen.shape(star, colour)
        for tip in range(0, 10, 2):
            pen.disc(around(centre, 140 * size, turn + tip * pi / 5), 17 * size, colour)
    pen.ring(centre, 50, 6, palette.panel)
    for hole in range(dice.randint(1, 3)):
        place = around(centre, dice.uniform(58, 88), turn + hole * 2.1 + dice.uniform(0, 0.8))
        pen.disc(place, 12, palette.panel)
        pen.disc(place, 7, palette.accent)


def _aeroplane(pen: Pen, place: Point, size: float, colour: Colour) -> None:
    x, y = place
    wing = [around((x, y), 26 * size, pi + 0.35), (x + 4 * size, y), around((x, y), 26 * size, pi - 0.35)]
    pen.shape([*wing, (x - 6 * size, y)], colour)
    pen.line([(x - 22 * size * cos(0.2), y), (x + 14 * size, y)], 5 * size, colour)
