"""The picture on a drawn title card: one motif for each genre, varied by the film."""

from collections.abc import Callable
from random import Random

from bot.movies.posters.colours import Palette
from bot.movies.posters.motifs import figures, machines, patterns, scenes
from bot.movies.posters.pen import Pen

Motif = Callable[[Pen, Palette, Random], None]

MOTIFS: dict[str, tuple[Motif, ...]] = {
    "Action": (patterns.burst, patterns.speed),
    "Adventure": (scenes.mountains, scenes.ship, machines.road),
    "Animation": (patterns.tiles, figures.creature, scenes.balloons),
    "Children": (scenes.balloons, scenes.rainbow),
    "Comedy": (figures.smile, figures.gentleman, figures.popcorn),
    "Crime": (figures.fingerprint, scenes.skyline, machines.streetlamp),
    "Documentary": (figures.lens, figures.globe),
    "Drama": (figures.doorways, figures.curtain, patterns.steps, patterns.halves),
    "Fantasy": (scenes.castle, scenes.forest),
    "Film-Noir": (scenes.blinds, machines.streetlamp),
    "Horror": (figures.eye, figures.claws, scenes.forest),
    "IMAX": (patterns.screens,),
    "Musical": (patterns.record, patterns.keys),
    "Mystery": (figures.keyhole, figures.magnifier, machines.staircase),
    "Romance": (figures.couple, figures.heart),
    "Sci-Fi": (scenes.planet, patterns.orbits, machines.rocket, machines.saucer, machines.robot),
    "Thriller": (patterns.tunnel, figures.stranger, machines.staircase),
    "War": (patterns.chevrons, machines.searchlights),
    "Western": (scenes.desert, machines.badge),
}
PLAIN_MOTIFS: tuple[Motif, ...] = (patterns.waves,)

__all__ = ["MOTIFS", "PLAIN_MOTIFS", "Motif"]
