"""Text made comparable: one case, no accents, no punctuation, words parted by single blanks."""

import re
import unicodedata

# Two marks that survive folding, so that a whole catalogue can be folded as one text.
TITLE_END = "\n"
PIECE_END = "\x1f"

# A whole catalogue is folded at once: each pattern begins with what is rare, and looks behind itself afterwards.
_APOSTROPHES = re.compile("['’‘ʼ`´′]")
_RAISED = re.compile(r"[²³¹⁰-⁹₀-₉¼-¾⅐-⅞](?<=\w.)")
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+")
_AND = re.compile("[&+]")
_DOLLAR = re.compile(r"\$(?<=[^\W\d_].)(?=\w)")
_AT = re.compile(r"@(?<=[^\W\d_].)(?=[^\W\d_])")
# Letters that Unicode does not take apart into a plain letter and an accent, and the apostrophe it takes out of "ŉ".
_PLAIN_LETTERS = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ʼ": ""}
_LIGATURES = re.compile(f"[{''.join(_PLAIN_LETTERS)}]")
_SEPARATORS = re.compile(f"(?:[^\\w{TITLE_END}{PIECE_END}]|_)+")
_SINGLE_LETTERS = re.compile(r"(?<!\w)([^\W\d]) (?=[^\W\d](?!\w))")
_THOUSANDS = re.compile(r"[1-9](?<!\w.)\d{0,2}(?: \d{3})+(?!\w)")
_DIMENSIONS = re.compile(r"\d(?<!\w.) d(?!\w)")


def fold(text: str) -> str:
    """Folds a text; the two end marks stay, apostrophes close up, all other punctuation becomes a blank.

    Single letters in a row are one word ("E.T." and "M*A*S*H"), as are the parts of "20,000".
    """
    parted = _RAISED.sub(r" \g<0>", _APOSTROPHES.sub("", text))
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", parted).casefold())
    folded = _LIGATURES.sub(lambda found: _PLAIN_LETTERS[found[0]], _ACCENTS.sub("", folded))
    folded = _AT.sub("a", _DOLLAR.sub("s", _AND.sub(" and ", folded)))
    folded = _SEPARATORS.sub(" ", folded)
    folded = _THOUSANDS.sub(_closed_up, _SINGLE_LETTERS.sub(r"\1", folded))
    return _DIMENSIONS.sub(_closed_up, folded)


def _closed_up(found: re.Match[str]) -> str:
    return found[0].replace(" ", "")
