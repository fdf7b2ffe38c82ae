"""The colours of a drawn title card: every genre has a hue of its own, a second genre lends the accent."""

from dataclasses import dataclass
from math import cos, radians, sin

Colour = tuple[int, int, int]

_PAPER_FROM = 0.62  # title areas lighter than this carry dark letters


@dataclass(frozen=True, slots=True)
class Scheme:
    """A genre's hue in degrees, and how light and how colourful its ground is; a horizon has a dark title area."""

    hue: float
    lightness: float
    chroma: float
    horizon: bool = False
    vividness: float = 0.16


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one card: `panel` lies under the title, `ink` is readable on it."""

    ground: Colour
    panel: Colour
    main: Colour
    shade: Colour
    glow: Colour
    accent: Colour
    ink: Colour


SCHEMES = {
    "Action": Scheme(28, 0.55, 0.205),
    "Adventure": Scheme(62, 0.86, 0.085, horizon=True, vividness=0.15),
    "Animation": Scheme(122, 0.88, 0.15, vividness=0.2),
    "Children": Scheme(225, 0.86, 0.07),
    "Comedy": Scheme(90, 0.86, 0.165),
    "Crime": Scheme(248, 0.27, 0.05),
    "Documentary": Scheme(170, 0.90, 0.03, vividness=0.11),
    "Drama": Scheme(42, 0.91, 0.03, vividness=0.14),
    "Fantasy": Scheme(303, 0.29, 0.12),
    "Film-Noir": Scheme(80, 0.19, 0.008, vividness=0.03),
    "Horror": Scheme(24, 0.16, 0.02, vividness=0.21),
    "IMAX": Scheme(205, 0.24, 0.045),
    "Musical": Scheme(348, 0.52, 0.19),
    "Mystery": Scheme(282, 0.34, 0.07, vividness=0.12),
    "Romance": Scheme(8, 0.87, 0.065),
    "Sci-Fi": Scheme(268, 0.22, 0.09),
    "Thriller": Scheme(196, 0.30, 0.055, vividness=0.12),
    "War": Scheme(118, 0.42, 0.055, vividness=0.10),
    "Western": Scheme(50, 0.83, 0.105, horizon=True),
}
PLAIN = Scheme(255, 0.88, 0.012, vividness=0.05)


def palette_of(scheme: Scheme, second: Scheme | None, turn: float) -> Palette:
    """A card's colours; `turn` (degrees) sets films of one genre a little apart."""
    hue = scheme.hue + turn
    dark = scheme.lightness < _PAPER_FROM
    vivid = scheme.vividness
    ground = oklch(scheme.lightness, scheme.chroma, hue)
    panel = oklch(0.27, 0.05, hue - 14) if scheme.horizon else ground
    accent_hue = second.hue if second else hue + 165
    accent_chroma = max(second.vividness if second else 0.12, 0.05)
    return Palette(
        ground=ground,
        panel=panel,
        main=oklch(0.70 if dark else 0.62, vivid, hue),
        shade=oklch(0.40 if dark and scheme.lightness < 0.36 else 0.36, vivid * 0.6, hue - 6),
        glow=oklch(0.92, vivid * 0.35, hue + 22),
        accent=oklch(0.78 if dark else 0.66, accent_chroma, accent_hue),
        ink=oklch(0.96, 0.012, hue) if dark or scheme.horizon else oklch(0.24, 0.035, hue),
    )


def oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """An sRGB colour from OKLCH (lightness 0-1, chroma 0-0.3, hue in degrees), clipped to what a screen shows.

    Method: Ottosson's Oklab, https://bottosson.github.io/posts/oklab/.
    """
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _channel(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _channel(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _channel(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def _channel(linear: float) -> int:
    linear = min(max(linear, 0.0), 1.0)
    gamma = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * gamma)


def between(one: Colour, other: Colour, share: float) -> Colour:
    """The colour that lies `share` (0-1) of the way from one to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
