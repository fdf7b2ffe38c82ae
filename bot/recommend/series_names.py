"""What a film's names say of the series it belongs to: "Rocky II" is the second "Rocky"."""

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple


class Tie(IntEnum):
    """How a name is tied to the name of a series, the surest first."""

    NUMBERED = 0  # Rocky II; Kill Bill: Vol. 1
    WHOLE = 1  # Alien
    CUT = 2  # Pirates of the Caribbean: Dead Man's Chest
    ADVENTURE = 3  # Harry Potter and the Goblet of Fire
    CONTINUED = 4  # Batman Returns; Aliens; Son of the Pink Panther
    FIRST_WORD = 5  # The Bourne Supremacy
    BEGUN = 6  # Rocky Balboa


class Claim(NamedTuple):
    """A name's claim to belong to the series called `stem`; `number` is its place there, if the name tells it."""

    stem: str
    tie: Tie
    number: int | None = None


_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv"
_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_PLACES = {word: place for words in (_ROMAN, _WORDS) for place, word in enumerate(words.split(), 1)}
_LARGEST_PLACE = 30
_COUNTED = frozenset("part pt vol volume chapter episode book number".split())
_NUMBERS_ONLY_WHEN_COUNTED = frozenset(("i", "one"))
_GOES_ON = frozenset(
    "returns reloaded revolutions resurrection begins rises rising forever again strikes rides lives revenge saga "
    "chronicles goes meets vs versus v and too origins presents reborn beyond".split()
)
_OPENING = re.compile(
    r"(?:(?:return|revenge|sons?|bride|daughter|curse|ghost|house|trail|rise|dawn|war|battle|conquest|escape|seed|cult"
    r"|shadow|song) (?:of|to|from|for)|beneath|beyond|after|another)(?: the)? "
)
_UNFINISHED = frozenset("the a an of to in on at for from with and or my your is".split())
_COMBINING = re.compile("[\u0300-\u036f]+")
_BREAK = re.compile(" *(?::| [-–—/] ) *")
_SILENT = re.compile("[.,!?'’\"*()\\[\\];]+")
_MARKS = re.compile("[-–—/_·]")
_SPACES = re.compile(" {2,}")
_EDGES = re.compile("^ |[ :]+$", re.MULTILINE)
_ARTICLE = re.compile(r"^(?:the|an?) (?=\S)", re.MULTILINE)


def plain(names: Sequence[str]) -> list[str]:
    """The names in plain small letters, without a leading article, ":" between their pieces; all at once, for speed."""
    text = "\n".join(name.replace("\n", " ") for name in names).lower().replace("&", " and ")
    for power, digit in zip("¹²³", "123", strict=True):
        text = text.replace(power, f" {digit}")
    text = _COMBINING.sub("", unicodedata.normalize("NFKD", text))
    text = _SPACES.sub(" ", _MARKS.sub(" ", _SILENT.sub("", _BREAK.sub(":", text))))
    return _ARTICLE.sub("", _EDGES.sub("", text)).split("\n") if names else []


def whole(name: str) -> str:
    """A plain name without the marks between its pieces."""
    return name.replace(":", " ")


def own_claims(name: str) -> Iterator[Claim]:
    """What a plain name says by itself, besides being a whole name."""
    bare = name
    if ":" in name:
        bare = whole(name)
        for head in _heads(name):
            yield _numbered(head) or Claim(head, Tie.CUT)
    if numbered := _numbered(bare):
        yield numbered
    if " and the " in bare:
        yield Claim(bare.partition(" and the ")[0], Tie.ADVENTURE)


def claims_upon(name: str, stems: Container[str]) -> Iterator[Claim]:
    """What a plain name says in the light of `stems`, names that others bear: the longest one that it begins with."""
    bare = whole(name)
    if begun := _begun(bare, stems, _heads(name)):
        yield begun
    tail = name
    while ":" in tail:
        tail = tail.partition(":")[2]
        yield from _of_tail(whole(tail), stems)
    if (opening := _OPENING.match(bare)) and bare[opening.end() :] in stems:
        yield Claim(bare[opening.end() :], Tie.CONTINUED)


def _of_tail(tail: str, stems: Container[str]) -> Iterator[Claim]:
    """The claims of what stands behind a mark, if it has words enough: "Rambo: First Blood Part II"."""
    if " " not in tail:
        return
    if tail in stems:
        yield Claim(tail, Tie.BEGUN)
    claim = _numbered(tail) or _begun(tail, stems)
    if claim and claim.tie is not Tie.BEGUN and claim.stem in stems:
        yield claim


def is_finished(stem: str) -> bool:
    """Whether the words can be a name: "welcome to" cannot."""
    return stem.rpartition(" ")[2] not in _UNFINISHED


def _heads(name: str) -> list[str]:
    """What stands before each mark."""
    return [whole(name[: mark.start()]) for mark in re.finditer(":", name)] if ":" in name else []


def _begun(name: str, stems: Container[str], heads: Container[str] = ()) -> Claim | None:
    """The claim to the longest stem that the name begins with and that is none of its own heads."""
    if name.endswith("s") and name[:-1] in stems:
        return Claim(name[:-1], Tie.CONTINUED)
    end = len(name)
    while (end := name.rfind(" ", 0, end)) > 0:
        stem = name[:end]
        if stem in stems and stem not in heads:
            return Claim(stem, Tie.CONTINUED if _goes_on(name[end + 1 :]) else Tie.BEGUN)
        if stem.endswith("s") and stem[:-1] in stems and _goes_on(name[end + 1 :]):
            return Claim(stem[:-1], Tie.CONTINUED)
    return None


def _goes_on(rest: str) -> bool:
    return rest[:1].isdecimal() or rest.partition(" ")[0] in _GOES_ON


def _numbered(name: str) -> Claim | None:
    """The claim of a name that ends in a number."""
    rest, _, last = name.rpartition(" ")
    if not rest or not (last in _PLACES or last[:1].isdecimal()):
        return None
    words = rest.split(" ")
    place = _place(last)
    if place is None or (last in _NUMBERS_ONLY_WHEN_COUNTED and words[-1] not in _COUNTED):
        return None
    while len(words) > 1 and (words[-1].isdecimal() or words[-1] in _COUNTED):
        place = _place(words.pop()) or place
    return Claim(" ".join(words), Tie.NUMBERED, place)


def _place(word: str) -> int | None:
    if place := _PLACES.get(word):
        return place
    digits = word.removesuffix("d")
    return int(digits) if digits.isdecimal() and int(digits) <= _LARGEST_PLACE else None
