"""The words on a drawn title card: which letters the font has, how large a title fits, where its lines break."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from PIL import ImageFont

from bot.movies.movie import Movie

_SIZES = (92, 80, 70, 62, 55, 49, 44, 40, 36, 33, 30, 27, 25, 23, 21, 19, 17)
_LEADING = 1.04
_LIGHT_FROM = 33  # smaller thin letters are hard to read
_SMALL_SIZE = 13
_SMALL_SPACING = 1.6
_UNSEEN = "CMZ"  # Unicode's categories of control characters, marks and separators
_NO_GLYPH = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Lettering:
    """A title set in lines of one size; `leading` is the distance between two baselines."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    leading: float


@cache
def typeface(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Source Sans Pro in a weight ("Bold") and a size in pixels, laid out alike on every machine."""
    with as_file(files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf") as file:
        return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def set_title(title: str, weight: str, width: int, height: int) -> Lettering:
    """The title as large as it fits into width x height pixels; what is still too long ends in an ellipsis."""
    for size in _SIZES:
        font = typeface("Regular" if weight == "Light" and size < _LIGHT_FROM else weight, size)
        leading = size * _LEADING
        lines = _balanced(title, font, width)
        if lines and len(lines) * leading <= height and len(lines) <= _most_lines(size):
            return Lettering(lines, font, leading)
    font = typeface("Regular" if weight == "Light" else weight, _SIZES[-1])
    leading = _SIZES[-1] * _LEADING
    return Lettering(_cut(title, font, width, int(height / leading)), font, leading)


def small_print() -> ImageFont.FreeTypeFont:
    """The type of the line below the title."""
    return typeface("Semibold", _SMALL_SIZE)


def set_small(words: list[str], width: int) -> list[tuple[str, float]]:
    """As many of the words as fit one line of spaced capitals: its characters, each with the way to the next."""
    font = small_print()
    shown = [readable.upper() for word in words if (readable := _readable(word))]
    for count in range(len(shown), 0, -1):
        line = [(one, font.getlength(one) + _SMALL_SPACING) for one in " · ".join(shown[:count])]
        if sum(advance for _, advance in line) <= width:
            return line
    return []


def readable_title(movie: Movie) -> str:
    """The film's title in letters the font has: its own, else another name of it, else its year or number."""
    for name in (movie.title, *movie.also_known_as):
        readable = _readable(name)
        if _length(readable) * 2 > _length(name):
            return readable
    return str(movie.year or f"#{movie.movie_id}")


def _most_lines(size: int) -> int:
    return 1 if size > 80 else 2 if size > 62 else 3 if size > 44 else 4 if size > 33 else 12


def _readable(text: str) -> str:
    kept = (_drawable(character) for character in unicodedata.normalize("NFC", text))
    return " ".join("".join(kept).split())


@cache
def _drawable(character: str) -> str:
    """The character, or what its decomposition leaves that the font can draw; spaces stay spaces."""
    if character.isspace():
        return " "
    if _has_glyph(character):
        return character
    return "".join(part for part in unicodedata.normalize("NFKD", character) if _has_glyph(part))


def _has_glyph(character: str) -> bool:
    if unicodedata.category(character)[0] in _UNSEEN:
        return False
    font = typeface("Regular", 32)
    drawn, missing = font.getmask(character), font.getmask(_NO_GLYPH)
    return drawn.size != missing.size or bytes(drawn) != bytes(missing)


def _length(text: str) -> int:
    """How many signs it has, without spaces, accents and what cannot be seen."""
    return sum(unicodedata.category(sign)[0] not in _UNSEEN for sign in unicodedata.normalize("NFKC", text))


def _balanced(title: str, font: ImageFont.FreeTypeFont, width: int) -> tuple[str, ...]:
    """Lines of about equal length: those that leave the least squared room; empty if a word is wider than the card."""
    words = title.split(" ")
    lengths = [font.getlength(word) for word in words]
    space = font.getlength(" ")
    if max(lengths) > width:
        return ()
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(words) + 1):
        choices = []
        length = -space
        for start in range(end - 1, -1, -1):
            length += lengths[start] + space
            if length > width:
                break
            room, lines = best[start]
            choices.append((room + (width - length) ** 2, (*lines, " ".join(words[start:end]))))
        best.append(min(choices))
    return best[-1][1]


def _wrapped(words: list[str], font: ImageFont.FreeTypeFont, width: int) -> tuple[str, ...]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _cut(title: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> tuple[str, ...]:
    """Lines broken anywhere a word is too wide, the last one cut short where there are too many."""
    words = [piece for word in title.split(" ") for piece in _pieces(word, font, width)]
    lines = _wrapped(words, font, width)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while font.getlength(f"{last}…") > width:
        last = last[:-1]
    return (*lines[: most - 1], f"{last.rstrip()}…")


def _pieces(word: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    pieces = [""]
    for character in word:
        if font.getlength(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
