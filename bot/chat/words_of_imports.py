"""What the bot says of films that members bring from elsewhere, and take away."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.chat.language import _, ngettext, number
from bot.chat.manner import say
from bot.chat.words import listed, row
from bot.movies.movie import Movie
from bot.taste.exports import Format
from bot.taste.profile import Verdict


def how(platform: str) -> str:
    """How a member of this platform brings films from elsewhere."""
    places = [
        _("Letterboxd: Settings, Data, Export your data; the zip as it is"),
        _("IMDb: Your ratings or Your watchlist, Export; the CSV"),
        _("Trakt: Settings, Data, Export; the zip, or a JSON file of it"),
        _("TMDB: your ratings or watchlist, the three dots, Export; the CSV"),
        _("MovieLens: Settings, Import/export; the CSV"),
        _("me, in another place: {export}; the JSON", export=say("export")),
    ]
    return "\n".join(
        [
            _("Bring the films you know from elsewhere. First get the file there:"),
            *(f"- {place}" for place in places),
            _("A text file with a title a line will do, too: films you love."),
            _how_to_send(platform),
            _("It may have 20 MiB. What is in it is shown before anything changes, and I read nothing else."),
        ]
    )


def _how_to_send(platform: str) -> str:
    match platform:
        case "slack":
            return _(
                "Then share it with me: in our direct messages as it is, or in a channel with the words "
                "@Reelmates import; I answer you alone."
            )
        case "discord":
            return _(
                "Then give it to the command /import as its file, or share it with me: in our direct messages as "
                "it is, or in a channel with the words @Reelmates import; I answer you alone."
            )
        case "local":
            return _(
                "Then drop it on the page, or choose it with the paper clip beside your line; in a terminal, say "
                "reelmates import FILE --as NAME."
            )
        case _:
            return _("Whoever runs me then takes it in with: reelmates import FILE --as NAME.")


def looking(done: int, total: int) -> str:
    """While the films of a file are looked for."""
    return _("Looking for films: {done} of {total}", done=number(done), total=number(total))


def left() -> str:
    """After an offer was declined."""
    return _("All right, I have forgotten that file, and nothing has changed.")


def offer_gone() -> str:
    """When an offer is no longer kept."""
    return _(
        "That import is over: it was done or left, a newer file took its place, or an hour has passed. "
        "Send me the file again if you still want it."
    )


def nothing_to_export() -> str:
    """When a member has told nothing."""
    return _("You have told me nothing yet, so there is nothing to take away.")


def format_name(form: Format) -> str:
    """A form of files to take away, on a button."""
    match form:
        case Format.JSON:
            return "JSON"
        case Format.LETTERBOXD:
            return _("For Letterboxd")
        case Format.IMDB:
            return _("As IMDb's CSV")
        case Format.MOVIELENS:
            return _("As MovieLens' CSV")
        case _:
            assert_never(form)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many films are new, by what the member thinks of them; `later` are to be watched."""

    likes: int
    dislikes: int
    seen: int
    aside: int
    later: int

    @classmethod
    def of(cls, verdicts: Iterable[Verdict], later: int) -> "Counts":
        """The counts of these verdicts."""
        given = Counter(verdicts)
        return cls(given[Verdict.LIKE], given[Verdict.DISLIKE], given[Verdict.SEEN], given[Verdict.ASIDE], later)

    def __str__(self) -> str:
        parts = [
            _("{count} you like", count=number(self.likes)) if self.likes else "",
            _("{count} not for you", count=number(self.dislikes)) if self.dislikes else "",
            _("{count} seen", count=number(self.seen)) if self.seen else "",
            _("{count} liked, but out of your taste", count=number(self.aside)) if self.aside else "",
            _("{count} to watch later", count=number(self.later)) if self.later else "",
        ]
        told = [part for part in parts if part]
        return row(told) if told else ""


@dataclass(frozen=True, slots=True)
class Known:
    """How many films a file names, and how many of them are judged here, on the list to watch later, or not found."""

    films: int
    judged: int
    waiting: int
    unmatched: int


def preview(counts: Counts, known: Known) -> str:
    """What a file holds, before it is taken in."""
    news = str(counts)
    said = [_("That file names {films}.", films=_films(known.films))]
    if news:
        said.append(_("New to me: {counts}.", counts=news))
    else:
        said.append(_("Nothing in it is new to me, so there is nothing to import."))
    if known.judged:
        judged = _films(known.judged)
        said.append(_("You have told me what you think of {films} before: that stays as it is.", films=judged))
    if known.waiting:
        said.append(_("Your list to watch later has {films} of it already.", films=_films(known.waiting)))
    if known.unmatched:
        unmatched = _films(known.unmatched)
        said.append(_("I could not find {films} for sure; the table lists what is missing.", films=unmatched))
    if news:
        said.append(
            _("Stars count on your own scale. Shall I import them? One {undo} takes it all back.", undo=say("undo"))
        )
    return "\n".join(said)


def taken_in(counts: Counts) -> str:
    """After an import."""
    news = str(counts)
    if not news:
        return _("Everything in that file is here already; nothing has changed.")
    return _(
        "Imported: {counts}. {undo} takes it all back; say {recommend} for films you will love.",
        counts=news,
        undo=say("undo"),
        recommend=say("recommend"),
    )


def off_the_list(movies: Sequence[Movie]) -> str:
    """What an undo did to films that an import had put on the list."""
    return _("Off your list of films to watch later: {films}.", films=listed(movies))


def exported(form: Format, told: int, later: int) -> str:
    """The lines above files to take away."""
    parts = [
        _("{films} you told me of", films=_films(told)) if told else "",
        _("{films} to watch later", films=_films(later)) if later else "",
    ]
    films = row([part for part in parts if part])
    match form:
        case Format.JSON:
            return ngettext(
                "Here is {films}. I can read this file again: send it with {import_}.",
                "Here are {films}. I can read this file again: send it with {import_}.",
                told + later,
                films=films,
                import_=say("import"),
            )
        case Format.LETTERBOXD:
            note = _("as tables that Letterboxd imports: five stars for a like, one for a dislike, none for seen")
        case Format.IMDB:
            note = _("as tables with IMDb's columns: ten stars for a like, two for a dislike, none for seen")
        case Format.MOVIELENS:
            note = _("as tables with MovieLens' columns: five stars for a like, one for a dislike, none for seen")
        case _:
            assert_never(form)
    return ngettext("Here is {films}, {note}.", "Here are {films}, {note}.", told + later, films=films, note=note)


def _films(count: int) -> str:
    return ngettext("one film", "{count} films", count)
