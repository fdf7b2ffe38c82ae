"""What the bot says of a member's taste, of two tastes together, and of films to watch later."""

from collections.abc import Sequence

from bot.chat.language import _, group_mark, ngettext
from bot.chat.manner import say
from bot.chat.words import START, capital, in_letters, listed, percent, quoted
from bot.chat.words_of_films import decade_name, genre_names
from bot.movies.movie import Movie
from bot.taste.chart import Labels, Outline

_EXAMPLE = say("later Heat; Fargo; Amélie")


def later_empty() -> str:
    """When there is no film to watch later."""
    return _("Your list of films to watch later is empty. Put some on it: {example}", example=_EXAMPLE)


def nothing_to_pick() -> str:
    """When no film of the list is worth proposing."""
    return _(
        "There is nothing to choose from: what is left on your list you have seen, or it is not for you. "
        "Put more on it: {example}",
        example=_EXAMPLE,
    )


def shared() -> str:
    """After a member has let others match their taste."""
    return _(
        "Done: members here can now match their taste with yours. They are told how well you fit, up to three films "
        "that you both like, and three that you may both love; never what you dislike. "
        "To stop, say {stop}. To match: {match}",
        stop=say("taste share off"),
        match=say("match @name"),
    )


def no_longer_shared() -> str:
    """After a member has kept their taste to themselves again."""
    return _("Done: nobody can match their taste with yours. I don't tell anybody whether you are here.")


def are_shared() -> str:
    """The line of the taste page that tells of sharing."""
    return _("Members here can match their taste with yours; {stop} ends that.", stop=say("taste share off"))


def share_first() -> str:
    """To one who would match a taste and shows none."""
    return _(
        "A match shows both sides, so first let others match you, too: {share}. Then ask again.",
        share=say("taste share on"),
    )


def not_with_oneself() -> str:
    """To one who would be matched with themselves."""
    return _("You and you? A perfect match, I'd say. Name somebody else, and I'll compare.")


def only_in_a_space() -> str:
    """Where nobody else is there to be matched with."""
    return _("Tastes are matched between members of one server or room, and here we are alone.")


def page_of(page: int, pages: int) -> str:
    """Where we are in a long list."""
    return _("Page {page} of {pages}.", page=page, pages=pages)


def portrait(outline: Outline) -> str:
    """What the picture of a taste shows, for those who don't see it."""
    names = genre_names(tuple(genre for genre, _count in outline.genres))
    counts = (count for _genre, count in outline.genres)
    genres = ", ".join(f"{name} {count}" for name, count in zip(names, counts, strict=True))
    decades = ", ".join(f"{decade_name(decade)} {count}" for decade, count in outline.decades if count)
    parts = [
        ngettext("A chart of the one film you like.", "A chart of the {count} films you like.", outline.films),
        _("Genres: {genres}.", genres=genres) if genres else "",
        _("Decades: {decades}.", decades=decades) if decades else "",
    ]
    return " ".join(filter(None, parts))


def labels_of(outline: Outline) -> Labels:
    """What is written in the picture of a taste."""
    return Labels(
        films=ngettext("film you love", "films you love", outline.films),
        thousands=group_mark(),
        genres=genre_names(tuple(genre for genre, _count in outline.genres)),
        decades=tuple(decade_name(decade) for decade, _count in outline.decades),
        short_decades=tuple(_("’{year}s", year=f"{decade % 100:02d}") for decade, _count in outline.decades),
    )


def put_on_list(added: Sequence[Movie], there: Sequence[Movie], judged: Sequence[Movie], count: int) -> list[str]:
    """What became of films that were put on the list; `judged` are those of them that have a verdict."""
    said = []
    if added:
        said.append(
            ngettext(
                "To watch later: {films}. Your list has one film.",
                "To watch later: {films}. Your list has {count} films.",
                count,
                films=listed(added),
            )
        )
    if there:
        said.append(
            ngettext(
                "{films} is on your list already.",
                "{films} are on your list already.",
                len(there),
                films=listed(there),
            )
        )
    if judged:
        said.append(
            ngettext(
                "You have told me what you think of {films} before, so it is there to be watched again.",
                "You have told me what you think of {films} before, so they are there to be watched again.",
                len(judged),
                films=listed(judged),
            )
        )
    return said


def which_later(words: str) -> str:
    """The question when a title may mean several films."""
    return _("Which {title} shall I put on your list?", title=quoted(words))


def later_heading(count: int) -> str:
    """The line above the list."""
    return _("To watch later ({count}):", count=count)


def dropped(movie: Movie) -> str:
    """After a film left the list."""
    return _("{film} is off your list.", film=movie)


def not_on_list(movie: Movie) -> str:
    """When there was nothing to drop."""
    return _("{film} is not on your list.", film=movie)


def which_to_drop(words: str) -> str:
    """The question when several films of the list may be meant."""
    return _("Which {title} shall I take off?", title=quoted(words))


def picked(movie: Movie, count: int, is_personal: bool) -> str:
    """The line above the first film chosen from the list."""
    if count == 1:
        return _("Easy, your list has one film for tonight: {film}.", film=movie)
    if is_personal:
        return _(
            "Tonight: {film}. Of the {count} films on your list it is the one I would choose for you.",
            film=movie,
            count=count,
        )
    return _(
        "Tonight: {film}. Of the {count} films on your list it is the one that most people love.",
        film=movie,
        count=count,
    )


def picked_instead(movie: Movie) -> str:
    """The line above another film chosen from the list."""
    return _("Then how about {film}?", film=movie)


def that_member_not_found() -> str:
    """When the one mentioned does not share their taste: whether they are there is not told."""
    return _(
        "I can match you only with members who have said {share}; that member has not, or is not here.",
        share=say("taste share on"),
    )


def not_found(name: str) -> str:
    """The same of a name."""
    return _(
        "I can match you only with members who have said {share}; {name} has not, or is not here.",
        share=say("taste share on"),
        name=quoted(name),
    )


def several_called(name: str) -> str:
    """When a name is not enough."""
    return _(
        "Several members here are called {name}. Mention the one you mean, as in {example}",
        name=quoted(name),
        example=say("match @name"),
    )


def too_little(name: str) -> str:
    """When one of the two has judged hardly anything."""
    return _(
        "I know too little yet to match you with {name}: each of you needs three films that you like or dislike. "
        "A good start: {start}",
        name=name,
        start=START,
    )


def fit(name: str, share: float, compared: int, both_like: Sequence[Movie]) -> list[str]:
    """How well two tastes fit; in steps of five per cent, which is as well as it is known."""
    said = [
        _(
            "You and {name}: {fit}, about {percent}.",
            name=name,
            fit=_fit(share),
            percent=percent(min(max(share, 0.05), 0.95)),
        )
    ]
    if compared < _FEW:
        said.append(_("You have hardly judged the same films, so I go by what I expect of you both."))
    else:
        said.append(_("That is how often I expect you two to agree on a film, put cautiously."))
    if both_like:
        said.append(_("You both like {films}.", films=listed(both_like)))
    return said


def for_both(count: int) -> str:
    """The line above films for two, however few there are."""
    if not count:
        return _("I find no new film yet that both of you are likely to love.")
    return capital(
        ngettext(
            "one film that you may both love:",
            "{number} films that you may both love:",
            count,
            number=in_letters(count),
        )
    )


def chances_of_two(name: str, mine: float, theirs: float) -> str:
    """One line under a film for two."""
    return _(
        "I expect that you like it with a chance of about {mine}, {name} with {theirs}.",
        mine=percent(mine),
        name=name,
        theirs=percent(theirs),
    )


_FEW = 5


def _fit(share: float) -> str:
    if share >= 0.75:
        return _("kindred tastes")
    if share >= 0.65:
        return _("a good fit")
    if share >= 0.55:
        return _("a fair fit")
    return _("half and half") if share >= 0.45 else _("opposites more often than not")
