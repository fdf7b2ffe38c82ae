"""The picture on a drawn title card: one motif for each genre, varied by the film."""

from collections.abc import Callable
from random import Random

from bot.movies.posters.colours import Palette
from bot.movies.posters.motifs import figures, patterns, scenes
from bot.movies.posters.pen import Pen

Motif = Callable[[Pen, Palette, Random], None]

MOTIFS: dict[str, tuple[Motif, ...]] = {
    "Action": (patterns.burst, patterns.speed),
    "Adventure": (scenes.mountains, scenes.ship),
    "Animation": (patterns.tiles, figures.creature),
    "Children": (scenes.balloons, scenes.rainbow),
    "Comedy": (figures.smile, figures.gentleman, figures.popcorn),
    "Crime": (figures.fingerprint, scenes.skyline),
    "Documentary": (figures.lens, figures.globe),
    "Drama": (figures.doorways, figures.curtain, patterns.steps, patterns.halves),
    "Fantasy": (scenes.castle, scenes.forest),
    "Film-Noir": (scenes.blinds,),
    "Horror": (figures.eye, figures.claws),
    "IMAX": (patterns.screens,),
    "Musical": (patterns.record, patterns.keys),
    "Mystery": (figures.keyhole, figures.magnifier),
    "Romance": (figures.couple, figures.heart),
    "Sci-Fi": (scenes.planet, patterns.orbits),
    "Thriller": (patterns.tunnel, figures.stranger),
    "War": (patterns.chevrons,),
    "Western": (scenes.desert,),
}
PLAIN_MOTIFS: tuple[Motif, ...] = (patterns.waves,)

__all__ = ["MOTIFS", "PLAIN_MOTIFS", "Motif"]
