"""What the bot says of films that members bring from elsewhere, and take away."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.chat.manner import say
from bot.chat.words import listed, row
from bot.movies.movie import Movie
from bot.taste.exports import Format
from bot.taste.profile import Verdict

HOW = "\n".join(
    [
        "Bring the films you know from elsewhere. First get the file there:",
        "- Letterboxd: Settings, Data, Export your data; the zip as it is",
        "- IMDb: Your ratings or Your watchlist, Export; the CSV",
        "- Trakt: Settings, Data, Export; the zip, or a JSON file of it",
        "- TMDB: your ratings or watchlist, the three dots, Export; the CSV",
        "- MovieLens: Settings, Import/export; the CSV",
        f"- me, in another place: {say('export')}; the JSON",
        "A text file with a title a line will do, too: films you love.",
        "Whoever runs me then takes it in, up to 20 MiB, with: reelmates import FILE --as NAME. What is in it is shown "
        "before anything changes, and I read that file and nothing else.",
    ]
)
LEFT = "All right, I have forgotten that file, and nothing has changed."
OFFER_GONE = (
    "That import is over: it was done or left, a newer file took its place, or an hour has passed. "
    "Send me the file again if you still want it."
)
NOTHING_TO_EXPORT = "You have told me nothing yet, so there is nothing to take away."
FORMATS = {
    Format.JSON: "JSON",
    Format.LETTERBOXD: "For Letterboxd",
    Format.IMDB: "As IMDb's CSV",
    Format.MOVIELENS: "As MovieLens' CSV",
}


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
            f"{self.likes:,} you like" if self.likes else "",
            f"{self.dislikes:,} not for you" if self.dislikes else "",
            f"{self.seen:,} seen" if self.seen else "",
            f"{self.aside:,} liked, but out of your taste" if self.aside else "",
            f"{self.later:,} to watch later" if self.later else "",
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
    news = f"New to me: {counts}." if str(counts) else "Nothing in it is new to me, so there is nothing to import."
    said = [f"That file names {_films(known.films)}.", news]
    if known.judged:
        said.append(f"You have told me what you think of {_films(known.judged)} before: that stays as it is.")
    if known.waiting:
        said.append(f"Your list to watch later has {_films(known.waiting)} of it already.")
    if known.unmatched:
        said.append(f"I could not find {_films(known.unmatched)} for sure; the table lists what is missing.")
    if str(counts):
        said.append(f"Stars count on your own scale. Shall I import them? One {say('undo')} takes it all back.")
    return "\n".join(said)


def taken_in(counts: Counts) -> str:
    """After an import."""
    if not str(counts):
        return "Everything in that file is here already; nothing has changed."
    return f"Imported: {counts}. {say('undo')} takes it all back; say {say('recommend')} for films you will love."


def off_the_list(movies: Sequence[Movie]) -> str:
    """What an undo did to films that an import had put on the list."""
    return f"Off your list of films to watch later: {listed(movies)}."


def exported(form: Format, told: int, later: int) -> str:
    """The line above files to take away."""
    parts = [f"{_films(told)} you told me of" if told else "", f"{_films(later)} to watch later" if later else ""]
    return f"Here {'is' if told + later == 1 else 'are'} {row([part for part in parts if part])}{_NOTES[form]}"


_NOTES = {
    Format.JSON: f". I can read this file again: send it with {say('import')}.",
    Format.LETTERBOXD: ", as tables that Letterboxd imports: five stars for a like, one for a dislike, none for seen.",
    Format.IMDB: ", as tables with IMDb's columns: ten stars for a like, two for a dislike, none for seen.",
    Format.MOVIELENS: ", as tables with MovieLens' columns: five stars for a like, one for a dislike, none for seen.",
}


def _films(count: int) -> str:
    return "one film" if count == 1 else f"{count:,} films"
