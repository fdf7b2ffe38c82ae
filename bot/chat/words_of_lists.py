"""What the bot says of lists of films, and of the reasons for them."""

from typing import assert_never

from bot.chat.language import _, joined, ngettext, number
from bot.chat.manner import say
from bot.chat.words import START, capital, in_letters, listed, percent, quoted
from bot.chat.words_of_films import limits_of
from bot.movies.movie import Movie
from bot.recommend.filters import Filters
from bot.recommend.reasons import Reason
from bot.recommend.scoring import Mood
from bot.taste.profile import Verdict


def list_gone() -> str:
    """When a list is kept no longer."""
    return _("I no longer have that list. Say {recommend} for a fresh one.", recommend=say("recommend"))


def no_list_yet() -> str:
    """When a member has asked for no list."""
    return _("You have no list yet. Say {recommend} first.", recommend=say("recommend"))


def last_of_list() -> str:
    """When nothing follows in a list."""
    return _("That was the last film of this list. Say {recommend} for a fresh one.", recommend=say("recommend"))


def not_your_list() -> str:
    """To one who would share what another asked for."""
    return _("That list is somebody else's. Say {recommend} for yours.", recommend=say("recommend"))


def list_heading(name: str, count: int, filters: Filters, neighbours: int, series: Movie | None) -> str:
    """The line above a list of films; without neighbours they are for anybody."""
    if not neighbours:
        return _(
            "I don't know your taste yet, so here are well-known films of several kinds. "
            "Like three films and the next list is yours: {start}",
            start=START,
        )
    of_series = _("of the series of {film}", film=series.title) if series else ""
    limits = ", ".join(filter(None, (limits_of(filters), of_series)))
    return capital(
        ngettext(
            "one film for {name}, from {neighbours} reel mates with your taste:",
            "{number} films for {name}, from {neighbours} reel mates with your taste:",
            count,
            number=in_letters(count),
            name=f"{name} ({limits})" if limits else name,
            neighbours=number(neighbours),
        )
    )


def kin_heading(count: int, film: str, neighbours: int) -> str:
    """The line above films that go with one film."""
    return capital(
        ngettext(
            "one film for those who love {film}, from {neighbours} raters who do:",
            "{number} films for those who love {film}, from {neighbours} raters who do:",
            count,
            number=in_letters(count),
            film=film,
            neighbours=number(neighbours),
        )
    )


def nothing_left(filters: Filters, is_more: bool) -> str:
    """When no film is left within the limits; `is_more` when this list has shown some."""
    if is_more:
        return last_of_list()
    limits = limits_of(filters)
    if limits:
        return _("No film is left for {limits}. Leave one of the words out and try again.", limits=quoted(limits))
    return _("You have judged every film I know.")


def no_kin(film: str) -> str:
    """When nothing is known that goes with a film."""
    return _("I have nothing that goes with {film}: too few people have rated it. Try another film.", film=film)


def no_more_of_series(film: str) -> str:
    """When a series has no other film for this member."""
    return _(
        "I know no further film of the series of {film}. Try: {command}", film=film, command=say(f"more like {film}")
    )


def unknown_filter(said: str) -> str:
    """When words behind `recommend` are neither a limit nor a film."""
    return _(
        "I don't know what {words} means here; try genres, years, lengths or a series: {example}",
        words=quoted(said),
        example=say("recommend comedy 1990s under 2h"),
    )


def no_such_place(films: int) -> str:
    """When `why 9` is asked of a shorter list."""
    return ngettext(
        "Your list has one film: say {first}.",
        "Your list has {count} films: say {first} to {last}.",
        films,
        first=say("why 1"),
        last=say(f"why {films}"),
    )


def mood_name(mood: Mood) -> str:
    """A mood, on a button."""
    match mood:
        case Mood.FAMILIAR:
            return _("Familiar")
        case Mood.BALANCED:
            return _("Balanced")
        case Mood.ADVENTUROUS:
            return _("Adventurous")
        case _:
            assert_never(mood)


def mood_word(mood: Mood) -> str:
    """A mood within a sentence."""
    match mood:
        case Mood.FAMILIAR:
            return _("familiar")
        case Mood.BALANCED:
            return _("balanced")
        case Mood.ADVENTUROUS:
            return _("adventurous")
        case _:
            assert_never(mood)


def remooded(mood: Mood) -> str:
    """After a list changed its mood."""
    match mood:
        case Mood.FAMILIAR:
            return _("Here is the list in a familiar mood.")
        case Mood.BALANCED:
            return _("Here is the list in a balanced mood.")
        case Mood.ADVENTUROUS:
            return _("Here is the list in an adventurous mood.")
        case _:
            assert_never(mood)


def reason(found: Reason | None, movie: Movie) -> str:
    """One line under a film."""
    if found is None:
        return _("One of the best-known films: {raters} raters have seen it.", raters=number(movie.rated_by))
    if not found.loved_by:
        return _(
            "Rated by {count} of your {neighbours} reel mates; a film of the kind you like.",
            count=found.rated_by,
            neighbours=found.neighbours,
        )
    if not found.because:
        return _("Loved by {count} of your {neighbours} reel mates.", count=found.loved_by, neighbours=found.neighbours)
    return _(
        "Loved by {count} of your {neighbours} reel mates, who share your love of {films}.",
        count=found.loved_by,
        neighbours=found.neighbours,
        films=joined([movie.title for movie in found.because]),
    )


def kin_reason(found: Reason | None, kin: Movie) -> str:
    """One line under a film that goes with another."""
    if found is None:
        return _("One of the best-known films.")
    return _(
        "Loved by {count} of {neighbours} raters who love {film}.",
        count=found.loved_by,
        neighbours=found.neighbours,
        film=kin.title,
    )


def why_heading(movie: Movie) -> str:
    """The line above a reason card."""
    return _("Why {film}?", film=movie)


def whole_reason(found: Reason | None, movie: Movie) -> str:
    """The body of a reason card."""
    if found is None:
        return _("Many people love it; like three films and I can do better: {start}", start=START)
    if not found.rated_by:
        return _("None of your {neighbours} reel mates has rated it.", neighbours=found.neighbours)
    said = [_split(found)]
    if found.because:
        said.append(_("What ties you to them: {films}.", films=listed(found.because)))
    if found.chance is not None:
        said.append(
            _("I expect that you will like it with a chance of about {percent}.", percent=percent(found.chance))
        )
    return " ".join(said)


def _split(found: Reason) -> str:
    if not found.disliked_by:
        return _(
            "{rated} of your {neighbours} reel mates have rated it: {loved} love it, nobody dislikes it.",
            rated=found.rated_by,
            neighbours=found.neighbours,
            loved=found.loved_by,
        )
    return _(
        "{rated} of your {neighbours} reel mates have rated it: {loved} love it, {disliked} don't like it.",
        rated=found.rated_by,
        neighbours=found.neighbours,
        loved=found.loved_by,
        disliked=found.disliked_by,
    )


def leave_out(movie: Movie) -> str:
    """The label of a button that corrects the evidence."""
    return _("Leave {film} out of my taste", film=movie.title)


def would_like(movie: Movie, chance: float | None, told: Verdict | None) -> str:
    """The answer to `would I like` in one line."""
    if told is not None and told is not Verdict.SEEN:
        return _said_before(movie, chance, told)
    if chance is None:
        return _("I can't tell for {film}: nobody has rated it.", film=movie)
    return _(
        "{opinion}: I expect that you will like {film} with a chance of about {percent}.",
        opinion=_opinion(chance),
        film=movie,
        percent=percent(chance),
    )


def _said_before(movie: Movie, chance: float | None, told: Verdict) -> str:
    if told is Verdict.DISLIKE:
        said = _("You told me that you dislike {film}.", film=movie)
    else:
        said = _("You told me that you like {film}.", film=movie)
    if chance is None:
        return said
    guess = _("I would have said: a chance of about {percent} that you do.", percent=percent(chance))
    return f"{said} {guess}"


def _opinion(chance: float) -> str:
    if chance >= 0.85:
        return _("Almost surely")
    if chance >= 0.7:
        return _("Very likely")
    if chance >= 0.55:
        return _("Rather likely")
    if chance >= 0.45:
        return _("Perhaps")
    return _("Rather not") if chance >= 0.3 else _("Unlikely")


def taste_unknown(movie: Movie) -> str:
    """When a chance is asked for, and no like is known."""
    return _(
        "I can't tell yet whether you would like {film}: first tell me three films you love, as in {start}",
        film=movie,
        start=START,
    )
