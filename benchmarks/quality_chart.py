"""Draws the README's picture: nDCG@10 over the size of the profile, and coverage against nDCG@10."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_WIDTH, _HEIGHT = 1400, 640
_INK, _FAINT, _PAPER = "#1f2430", "#d8dbe2", "#ffffff"
# Okabe and Ito's colours, which colour-blind readers can tell apart.
_COLOURS = ("#d55e00", "#0072b2", "#009e73", "#cc79a7", "#b87f00", "#56b4e9", "#7f7f7f", "#8f8000", "#444444")
_LABEL_STEP = 24
_LABEL_GAP = 13

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One method: nDCG@10 and coverage by profile size, in the order of the chart's sizes."""

    name: str
    ndcg: Sequence[float]
    coverage: Sequence[float]


@dataclass(frozen=True, slots=True)
class _Panel:
    """A rectangle of the picture and the values at its edges."""

    left: int
    top: int
    right: int
    bottom: int
    x_span: tuple[float, float]
    y_span: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a value lies in the picture."""
        return (
            self.left + (x - self.x_span[0]) / (self.x_span[1] - self.x_span[0]) * (self.right - self.left),
            self.bottom - (y - self.y_span[0]) / (self.y_span[1] - self.y_span[0]) * (self.bottom - self.top),
        )


def draw_chart(lines: Sequence[Line], sizes: Sequence[int], compared_at: int, place: Path) -> None:
    """Writes a PNG; `compared_at` is the profile size of the right-hand panel."""
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    colour_of = {line.name: _COLOURS[number % len(_COLOURS)] for number, line in enumerate(lines)}
    highest = [value for line in lines for value in line.ndcg]
    span = (min(highest) - 0.01, max(highest) + 0.01)
    _draw_sizes(draw, _Panel(80, 70, 560, 560, (0, max(len(sizes) - 1, 1)), span), lines, sizes, colour_of)
    _draw_trade(draw, span, lines, sizes.index(compared_at), compared_at, colour_of)
    picture.save(place, optimize=True)


def _draw_sizes(
    draw: ImageDraw.ImageDraw,
    panel: _Panel,
    lines: Sequence[Line],
    sizes: Sequence[int],
    colour_of: Mapping[str, str],
) -> None:
    _frame(draw, panel, "nDCG@10, by number of films a member has named")
    for number, size in enumerate(sizes):
        draw.text((panel.at(number, 0)[0], panel.bottom + 8), str(size), _INK, _font(17), anchor="ma")
    for line in lines:
        points = [panel.at(number, value) for number, value in enumerate(line.ndcg)]
        draw.line(points, colour_of[line.name], 5 if line.name.startswith("Reelmates") else 2, joint="curve")
        for x, y in points:
            draw.ellipse((x - 4, y - 4, x + 4, y + 4), colour_of[line.name])
    heights = _apart([panel.at(0, line.ndcg[-1])[1] for line in lines])
    for line, height in zip(lines, heights, strict=True):
        draw.text((panel.right + 14, height), line.name, colour_of[line.name], _font(17), anchor="lm")


def _draw_trade(
    draw: ImageDraw.ImageDraw,
    span: tuple[float, float],
    lines: Sequence[Line],
    place: int,
    size: int,
    colour_of: Mapping[str, str],
) -> None:
    widest = 100 * max(line.coverage[place] for line in lines)
    panel = _Panel(860, 70, 1340, 560, (0, widest * 1.4), span)
    _frame(draw, panel, f"nDCG@10, by share of films ever shown ({size} named)")
    for share in range(0, int(panel.x_span[1]) + 1, max(1, round(widest / 6))):
        draw.text((panel.at(share, 0)[0], panel.bottom + 8), f"{share} %", _INK, _font(17), anchor="ma")
    points = [panel.at(100 * line.coverage[place], line.ndcg[place]) for line in lines]
    taken: list[Box] = [(x - 7, y - 7, x + 7, y + 7) for x, y in points]
    for point, own, line in zip(points, taken.copy(), lines, strict=True):
        draw.ellipse(own, colour_of[line.name])
        label = _free_label(draw, line.name, point, taken)
        taken.append(label)
        draw.text(label[:2], line.name, colour_of[line.name], _font(15))


def _free_label(draw: ImageDraw.ImageDraw, name: str, point: tuple[float, float], taken: Sequence[Box]) -> Box:
    """The first place around the point where the name covers nothing: right, left, above, below, then further off."""
    left, top, right, bottom = draw.textbbox((0, 0), name, _font(15))
    x, y = point
    for further in range(0, 200, 10):
        gap = _LABEL_GAP + further
        for place in (
            (x + gap, y - bottom / 2),
            (x - gap - right, y - bottom / 2),
            (x - right / 2, y - gap - bottom),
            (x - right / 2, y + gap),
        ):
            box = (place[0] + left, place[1] + top, place[0] + right, place[1] + bottom)
            if not any(_overlap(box, other) for other in taken):
                return (*place, box[2], box[3])
    return (x + _LABEL_GAP, y, x + _LABEL_GAP + right, y + bottom)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _frame(draw: ImageDraw.ImageDraw, panel: _Panel, title: str) -> None:
    draw.text((panel.left - 50, 24), title, _INK, _font(21))
    low, high = panel.y_span
    for step in range(round(low * 50) + 1, int(high * 50) + 1):
        y = panel.at(0, step / 50)[1]
        draw.line((panel.left, y, panel.right, y), _FAINT)
        draw.text((panel.left - 8, y), f"{step / 50:.2f}", _INK, _font(15), anchor="rm")
    draw.line((panel.left, panel.top, panel.left, panel.bottom, panel.right, panel.bottom), _INK, 2)


def _apart(heights: Sequence[float]) -> list[float]:
    """Moves labels down until none covers another."""
    placed: dict[int, float] = {}
    lowest = -float("inf")
    for number in sorted(range(len(heights)), key=lambda one: heights[one]):
        lowest = max(heights[number], lowest + _LABEL_STEP)
        placed[number] = lowest
    return [placed[number] for number in range(len(heights))]


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
