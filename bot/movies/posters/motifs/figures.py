"""Motifs that show one thing: an eye, a keyhole, a door, two people."""

from math import cos, pi, radians, sin
from random import Random

from bot.movies.posters.colours import Colour, Palette, between
from bot.movies.posters.pen import WIDTH, Pen, Point, around


def doorways(pen: Pen, palette: Palette, dice: Random) -> None:
    """Arches within arches, and somebody's small light at the end."""
    x, foot = dice.uniform(160, 240), 400
    count = dice.choice((4, 5, 6))
    outer = dice.uniform(140, 158)
    for index in range(count):
        half = outer * (1 - index / count)
        share = index / (count - 1)
        top = foot - half * 2.15
        pen.bar(x - half, top, x + half, foot + half, between(palette.glow, palette.shade, share), half)
    pen.bar(0, foot, WIDTH, foot + 170, palette.ground)
    side = dice.choice((-1, 1))
    pen.disc((x + side * outer * 0.72, foot - 20), 20, palette.accent)


def couple(pen: Pen, palette: Palette, dice: Random) -> None:
    """Two discs that share a part of each other."""
    radius, apart = dice.uniform(100, 116), dice.uniform(52, 70)
    lift = dice.uniform(-34, 34)
    left, right = (200 - apart, 215 + lift), (200 + apart, 215 - lift)
    pen.disc(left, radius, palette.main)
    pen.disc(right, radius, palette.accent, 0.78)
    pen.ring(left, radius * 0.62, 2.5, palette.glow, 0.8)
    pen.ring(right, radius * 0.62, 2.5, palette.glow, 0.8)


def smile(pen: Pen, palette: Palette, dice: Random) -> None:
    """A face of four simple forms, one eye winking now and then."""
    x, y = dice.uniform(185, 215), dice.uniform(225, 245)
    tilt = dice.uniform(-14, 14)
    pen.slice((x, y), 132, palette.shade, tilt, 180 + tilt)
    pen.slice((x, y), 132, palette.accent, 48 + tilt, 132 + tilt)
    pen.disc(around((x, y), 14, radians(90 + tilt)), 76, palette.shade)
    pen.slice((x, y), 140, palette.ground, 180 + tilt, 360 + tilt)
    for side in (-1, 1):
        across, down = around((x, y - 88), side * 70, radians(tilt))
        if side == 1 and dice.random() < 0.4:
            pen.arc((across, down + 14), 36, 13, palette.shade, 200, 340)
        else:
            pen.disc((across, down), 36, palette.shade)
            pen.disc((across + dice.uniform(-10, 10), down - 8), 12, palette.ground)


def creature(pen: Pen, palette: Palette, dice: Random) -> None:
    """A friendly creature with as many eyes as it likes."""
    x, top, half = dice.uniform(190, 210), dice.uniform(130, 165), dice.uniform(92, 116)
    for side in (-1, 1):
        tip = (x + side * half * dice.uniform(0.6, 1.0), top - dice.uniform(28, 58))
        pen.line([(x + side * half * 0.5, top + 30), tip], 9, palette.shade)
        pen.disc(tip, 15, palette.main)
        pen.bar(x + side * half * 0.5 - 24, 360, x + side * half * 0.5 + 24, 404, palette.shade, 20)
    pen.bar(x - half, top, x + half, 390, palette.accent, half * 0.92)
    eyes = dice.choice((1, 2))
    size, look = (54, 38)[eyes - 1], dice.uniform(-9, 9)
    for index in range(eyes):
        middle = x + (index - (eyes - 1) / 2) * size * 2.05
        pen.disc((middle, top + 92), size, palette.glow)
        pen.disc((middle + look, top + 94), size * 0.48, palette.shade)
    pen.slice((x, top + 158), 38, palette.shade, 0, 180)


def gentleman(pen: Pen, palette: Palette, dice: Random) -> None:
    """A bowler hat, a moustache, a bow tie, and nobody in between."""
    x, tilt = dice.uniform(190, 210), dice.uniform(-10, 10)
    pen.slice((x, 190 + tilt), 92, palette.shade, 180 + tilt, 360 + tilt)
    lean, curl = radians(tilt), dice.uniform(18, 42)
    for down, reach, colour in ((182, 92, palette.accent), (198, 134, palette.shade)):
        middle = (x, down + tilt)
        pen.line([around(middle, -reach, lean), around(middle, reach, lean)], 15, colour)
    for side in (-1, 1):
        pen.shape(_moustache(x, side, curl), palette.shade)
        pen.shape([(x, 356), (x + side * 72, 322), (x + side * 72, 390)], palette.main)
    pen.disc((x, 356), 15, palette.shade)


def popcorn(pen: Pen, palette: Palette, dice: Random) -> None:
    """A striped box of popcorn, one corn on its way out."""
    x, tilt = dice.uniform(185, 215), dice.uniform(-8, 8)
    for _ in range(26):
        corn = (x + dice.uniform(-88, 88), 172 + dice.uniform(-26, 34))
        pen.disc(corn, dice.uniform(15, 23), between(palette.glow, (255, 255, 255), dice.uniform(0.1, 0.8)))
    pen.disc((x + dice.choice((-1, 1)) * dice.uniform(60, 110), dice.uniform(70, 100)), 19, palette.accent)
    for stripe in range(7):
        left, right = stripe / 7 * 2 - 1, (stripe + 1) / 7 * 2 - 1
        lip = 190 + tilt * left, 190 + tilt * right
        colour = palette.shade if stripe % 2 else palette.accent
        pen.shape(
            [(x + 104 * left, lip[0]), (x + 104 * right, lip[1]), (x + 76 * right, 396), (x + 76 * left, 396)], colour
        )


def curtain(pen: Pen, palette: Palette, dice: Random) -> None:
    """A curtain that opens on an empty, lit stage."""
    x = dice.uniform(180, 220)
    pen.oval((x, 388), 128, 26, palette.glow)
    pen.shape([(x - 18, 0), (x + 18, 0), (x + 128, 388), (x - 128, 388)], palette.glow, 0.75)
    pen.disc((x, 352), dice.uniform(22, 34), palette.accent)
    folds, colours = 6, (palette.main, palette.shade)
    for fold in range(folds, 0, -1):
        reach, length = 29.0 * fold, 410 - 40 * (fold - 1) * dice.uniform(0.9, 1.0)
        colour = between(*colours, (fold % 2) * 0.7 + 0.15)
        pen.bar(-40, -60, reach, length, colour, 14.5)
        pen.bar(WIDTH - reach, -60, WIDTH + 40, length, colour, 14.5)


def heart(pen: Pen, palette: Palette, dice: Random) -> None:
    """A heart within a heart within a heart."""
    x, y = dice.uniform(185, 215), dice.uniform(205, 225)
    colours = [palette.main, palette.glow, palette.accent, palette.shade]
    first = dice.randrange(3)
    for index in range(4):
        _heart(pen, (x, y + 5 * index), (1 - index * 0.26) * 78, colours[(first + index) % 4])


def stranger(pen: Pen, palette: Palette, dice: Random) -> None:
    """Somebody in a lit doorway, and their long shadow."""
    x, lean = dice.uniform(140, 260), dice.uniform(-70, 70)
    half, foot = dice.uniform(46, 56), 250
    pen.bar(x - half, 90, x + half, foot, palette.glow)
    reach = 2.6 * half
    pen.shape([(x - half, foot), (x + half, foot), (x + reach + lean, 420), (x - reach + lean, 420)], palette.main)
    pen.disc((x, 158), 14, palette.ground)
    pen.bar(x - 19, 176, x + 19, 226, palette.ground, 12)
    pen.bar(x - 13, 200, x + 13, foot + 1, palette.ground)
    shadow = [(x - 13, foot), (x + 13, foot), (x + 30 + lean * 0.7, 360), (x - 30 + lean * 0.7, 360)]
    pen.shape(shadow, palette.ground)
    pen.oval((x + lean * 0.82, 378), 24, 17, palette.ground)
    pen.disc((x + half - 12, 172), 4, palette.accent)


def claws(pen: Pen, palette: Palette, dice: Random) -> None:
    """Four claw marks torn through a red moon."""
    x, y = dice.uniform(180, 220), dice.uniform(195, 220)
    pen.disc((x, y), dice.uniform(138, 152), palette.main)
    lean = dice.choice((-1, 1)) * dice.uniform(48, 78)
    for mark in range(4):
        middle = x - 99 + mark * 66
        top, foot = y - dice.uniform(120, 190), y + dice.uniform(110, 200)
        thick = dice.uniform(9, 15)
        bulge = (middle + thick + lean * 0.2, y - 30), (middle - thick + lean * 0.1, y + 10)
        pen.shape([(middle + lean, top), bulge[0], (middle - lean, foot), bulge[1]], palette.ground)


def magnifier(pen: Pen, palette: Palette, dice: Random) -> None:
    """A magnifying glass over rows of dots, one of which is not like the others."""
    x, y, radius = dice.uniform(150, 220), dice.uniform(170, 205), 92.0
    for row in range(12):
        for column in range(12):
            pen.disc((20 + column * 33, 20 + row * 33), 4, between(palette.main, palette.ground, 0.35))
    pen.line([(x + 66, y + 66), (x + 158, y + 158)], 28, palette.main)
    pen.disc((x, y), radius + 14, palette.glow)
    pen.disc((x, y), radius, palette.shade)
    odd = dice.randrange(9)
    for dot in range(9):
        centre = (x + (dot % 3 - 1) * 50, y + (dot // 3 - 1) * 50)
        pen.disc(centre, 15, palette.accent if dot == odd else palette.main)


def globe(pen: Pen, palette: Palette, dice: Random) -> None:
    """The world's meridians, and one place marked on them."""
    x, y, radius = 200, dice.uniform(205, 220), 150.0
    pen.disc((x, y), radius, palette.main)
    for share in (0.94, 0.72, 0.42):
        pen.hoop((x, y), radius * share, radius, 2.2, palette.glow)
    for level in (-0.66, -0.34, 0.0, 0.34, 0.66):
        half = radius * (1 - level**2) ** 0.5
        pen.line([(x - half, y + level * radius), (x + half, y + level * radius)], 2.2, palette.glow)
    place = (x + dice.uniform(-80, 80), y + dice.uniform(-80, 80))
    pen.disc(place, 26, palette.accent, 0.4)
    pen.disc(place, 11, palette.accent)


def eye(pen: Pen, palette: Palette, dice: Random) -> None:
    """One wide eye with a slit pupil."""
    x, y = 200, dice.uniform(205, 225)
    reach, lid = 168, dice.uniform(84, 108)
    upper = [(x - reach * cos(pi * step / 40), y - lid * sin(pi * step / 40) ** 1.25) for step in range(41)]
    lower = [(x + reach * cos(pi * step / 40), y + lid * 0.86 * sin(pi * step / 40) ** 1.25) for step in range(41)]
    for lash in range(9):
        turn = radians(200 + lash * 17.5)
        pen.line([around((x, y + 16), 122, turn), around((x, y + 16), dice.uniform(150, 190), turn)], 3, palette.main)
    pen.shape([*upper, *lower], palette.glow)
    radius = lid * 0.82
    pen.disc((x, y), radius, palette.main)
    pen.disc((x, y), radius * 0.74, palette.shade)
    pen.oval((x, y), radius * dice.uniform(0.14, 0.26), radius * 0.66, palette.ground)
    pen.disc((x + radius * 0.34, y - radius * 0.36), radius * 0.13, palette.glow)


def keyhole(pen: Pen, palette: Palette, dice: Random) -> None:
    """A lit keyhole, and ripples of light around it."""
    x, y = dice.uniform(185, 215), dice.uniform(175, 195)
    for step in range(6, 0, -1):
        pen.disc((x, y + 24), 58 + 26 * step, between(palette.main, palette.ground, step / 6.6))
    pen.disc((x, y), 50, palette.glow)
    pen.shape([(x - 20, y + 30), (x + 20, y + 30), (x + 46, y + 140), (x - 46, y + 140)], palette.glow)
    pen.disc((x + dice.uniform(-8, 8), y + 112), 7, palette.ground)
    pen.shape([(x - 8, y + 140), (x, y + 112), (x + 8, y + 140)], palette.ground)


def fingerprint(pen: Pen, palette: Palette, dice: Random) -> None:
    """The whorls of a fingerprint, one of them marked."""
    x, y = dice.uniform(185, 215), dice.uniform(205, 225)
    marked = dice.randrange(3, 9)
    for ring in range(11):
        radius = 10 + 14.5 * ring
        gap = dice.uniform(20, 150)
        colour = palette.accent if ring == marked else between(palette.glow, palette.main, ring / 11)
        turn = dice.uniform(0, 360) if ring else 0
        pen.arc((x, y), radius, 6, colour, turn, turn + 360 - gap * 0.5)


def lens(pen: Pen, palette: Palette, dice: Random) -> None:
    """A camera's lens with its blades."""
    centre = (dice.uniform(190, 210), dice.uniform(205, 220))
    blades, opening = dice.choice((6, 7, 8)), dice.uniform(48, 70)
    first = dice.uniform(0, pi)
    turns = [first + 2 * pi * blade / blades for blade in range(blades)]
    pen.disc(centre, 152, palette.shade)
    pen.disc(centre, 138, palette.main)
    for blade, turn in enumerate(turns):
        rim = [around(centre, 138, turn + step * 0.09) for step in range(12)]
        hinges = around(centre, opening, turn), around(centre, opening, turn + 2 * pi / blades)
        pen.shape([hinges[0], *rim, hinges[1]], between(palette.main, palette.shade, 0.25 + 0.5 * (blade % 2)))
    pen.shape([around(centre, opening, turn) for turn in turns], palette.ground)
    pen.disc(centre, opening * 0.34, palette.accent)
    pen.ring(centre, 152, 8, palette.shade)


def _moustache(x: float, side: int, curl: float) -> list[Point]:
    upper, lower = [], []
    for step in range(25):
        share = step / 24
        middle = 272 + 14 * sin(pi * share) - curl * share**3
        thick = 21 * (1 - share**1.6) * min(1.0, 0.35 + 2.6 * share)
        upper.append((x + side * 104 * share, middle - thick))
        lower.append((x + side * 104 * share, middle + thick))
    return [*upper, *reversed(lower)]


def _heart(pen: Pen, centre: Point, size: float, colour: Colour) -> None:
    x, y = centre
    points = []
    for step in range(80):
        turn = 2 * pi * step / 80
        across = 16 * sin(turn) ** 3
        up = 13 * cos(turn) - 5 * cos(2 * turn) - 2 * cos(3 * turn) - cos(4 * turn)
        points.append((x + across * size / 9, y - up * size / 9))
    pen.shape(points, colour)
