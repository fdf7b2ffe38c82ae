"""What the bot says of films' genres and of the limits that a list keeps to."""

from bot.chat.filters import word_of
from bot.chat.language import ENGLISH, _, spoken, to_translate
from bot.recommend.filters import Fame, Filters

GENRES = (
    to_translate("Action"),
    to_translate("Adventure"),
    to_translate("Animation"),
    to_translate("Children"),
    to_translate("Comedy"),
    to_translate("Crime"),
    to_translate("Documentary"),
    to_translate("Drama"),
    to_translate("Fantasy"),
    to_translate("Film-Noir"),
    to_translate("Horror"),
    to_translate("IMAX"),
    to_translate("Musical"),
    to_translate("Mystery"),
    to_translate("Romance"),
    to_translate("Sci-Fi"),
    to_translate("Thriller"),
    to_translate("War"),
    to_translate("Western"),
)
"""MovieLens' genres by their names there."""


def genre_names(genres: tuple[str, ...]) -> tuple[str, ...]:
    """Genres by the names that people read below a film."""
    return tuple(_(genre) for genre in genres)


def genre_word(genre: str) -> str:
    """A genre within a sentence; in English it is the word that commands take."""
    return word_of(genre) if spoken() == ENGLISH else _(genre)


def limits_of(filters: Filters) -> str:
    """What a list keeps to, in a row of words; in English the very words that ask for it."""
    words = [genre_word(genre) for genre in filters.genres]
    words += [_("no {genre}", genre=genre_word(genre)) for genre in filters.no_genres]
    words += _years(filters.first_year, filters.last_year)
    if filters.longest_minutes is not None:
        words.append(_("under {minutes}min", minutes=filters.longest_minutes))
    if filters.fame is not Fame.ANY:
        words.append(_("famous") if filters.fame is Fame.FAMOUS else _("hidden"))
    return " ".join(words)


def decade_name(decade: int) -> str:
    """Ten years by their first."""
    return _("{decade}s", decade=decade)


def _years(first: int | None, last: int | None) -> list[str]:
    if first is not None and last is not None:
        if first == last:
            return [str(first)]
        return [decade_name(first)] if first % 10 == 0 and last == first + 9 else [f"{first}-{last}"]
    if first is not None:
        return [_("since {year}", year=first)]
    return [] if last is None else [_("until {year}", year=last)]
