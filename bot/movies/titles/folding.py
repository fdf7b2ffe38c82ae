"""Text made comparable: one case, no accents, no punctuation, words parted by single blanks."""

import re
import unicodedata

# Two marks that survive folding, so that a whole catalogue can be folded as one text.
TITLE_END = "\n"
PIECE_END = "\x1f"

_APOSTROPHES = re.compile("['’‘ʼ`´′]")
_RAISED = re.compile(r"(?<=\w)(?=[²³¹⁰-⁹₀-₉¼-¾⅐-⅞])")
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+")
_AND = re.compile("[&+]")
_DOLLAR = re.compile(r"(?<=[^\W\d_])\$(?=\w)")
_AT = re.compile(r"(?<=[^\W\d_])@(?=[^\W\d_])")
# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN_LETTERS = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
_LIGATURES = re.compile(f"[{''.join(_PLAIN_LETTERS)}]")
_SEPARATORS = re.compile(f"(?:[^\\w{TITLE_END}{PIECE_END}]|_)+")
_SINGLE_LETTERS = re.compile(r"(?<!\w)([^\W\d]) (?=[^\W\d](?!\w))")
_THOUSANDS = re.compile(r"(?<!\w)[1-9]\d{0,2}(?: \d{3})+(?!\w)")
_DIMENSIONS = re.compile(r"(?<!\w)(\d) d(?!\w)")


def fold(text: str) -> str:
    """Folds a text; the two end marks stay, apostrophes close up, all other punctuation becomes a blank.

    Single letters in a row are one word ("E.T." and "M*A*S*H"), as are the parts of "20,000".
    """
    folded = unicodedata.normalize("NFKD", _RAISED.sub(" ", text)).casefold()
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded))
    folded = _LIGATURES.sub(lambda found: _PLAIN_LETTERS[found[0]], _APOSTROPHES.sub("", folded))
    folded = _AT.sub("a", _DOLLAR.sub("s", _AND.sub(" and ", folded)))
    folded = _SEPARATORS.sub(" ", folded)
    folded = _THOUSANDS.sub(lambda found: found[0].replace(" ", ""), folded)
    return _DIMENSIONS.sub(r"\1d", _SINGLE_LETTERS.sub(r"\1", folded))
