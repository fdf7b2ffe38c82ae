"""What the bot says of a member's taste, of two tastes together, and of films to watch later."""

from collections.abc import Sequence

from bot.chat.manner import say
from bot.chat.words import START, listed, quoted
from bot.movies.movie import Movie
from bot.taste.chart import Outline

LATER_EMPTY = f"Your list of films to watch later is empty. Put some on it: {say('later Heat; Fargo; Amélie')}"
NOTHING_TO_PICK = (
    "There is nothing to choose from: what is left on your list you have seen, or it is not for you. "
    f"Put more on it: {say('later Heat; Fargo; Amélie')}"
)
SHARED = (
    "Done: members here can now match their taste with yours. They are told how well you fit, up to three films that "
    "you both like, and three that you may both love; never what you dislike. "
    f"To stop, say {say('taste share off')}. To match: {say('match @name')}"
)
NO_LONGER_SHARED = "Done: nobody can match their taste with yours. I don't tell anybody whether you are here."
ARE_SHARED = f"Members here can match their taste with yours; {say('taste share off')} ends that."
SHARE_FIRST = f"A match shows both sides, so first let others match you, too: {say('taste share on')}. Then ask again."
NOT_WITH_ONESELF = "You and you? A perfect match, I'd say. Name somebody else, and I'll compare."
ONLY_IN_A_SPACE = "Tastes are matched between members of one server or room, and here we are alone."


def page_of(page: int, pages: int) -> str:
    """Where we are in a long list."""
    return f"Page {page} of {pages}."


def portrait(outline: Outline) -> str:
    """What the picture of a taste shows, for those who don't see it."""
    genres = ", ".join(f"{name} {count}" for name, count in outline.genres)
    decades = ", ".join(f"{decade}s {count}" for decade, count in outline.decades if count)
    films = "the one film" if outline.films == 1 else f"the {outline.films} films"
    parts = [f"Genres: {genres}." if genres else "", f"Decades: {decades}." if decades else ""]
    return " ".join([f"A chart of {films} you like.", *filter(None, parts)])


def put_on_list(added: Sequence[Movie], there: Sequence[Movie], judged: Sequence[Movie], count: int) -> list[str]:
    """What became of films that were put on the list; `judged` are those of them that have a verdict."""
    said = []
    if added:
        said.append(f"To watch later: {listed(added)}. Your list has {_films(count)}.")
    if there:
        said.append(f"{listed(there)} {'is' if len(there) == 1 else 'are'} on your list already.")
    if judged:
        again = "it is" if len(judged) == 1 else "they are"
        said.append(
            f"You have told me what you think of {listed(judged)} before, so {again} there to be watched again."
        )
    return said


def which_later(words: str) -> str:
    """The question when a title may mean several films."""
    return f"Which {quoted(words)} shall I put on your list?"


def later_heading(count: int) -> str:
    """The line above the list."""
    return f"To watch later ({count}):"


def dropped(movie: Movie) -> str:
    """After a film left the list."""
    return f"{movie} is off your list."


def not_on_list(movie: Movie) -> str:
    """When there was nothing to drop."""
    return f"{movie} is not on your list."


def which_to_drop(words: str) -> str:
    """The question when several films of the list may be meant."""
    return f"Which {quoted(words)} shall I take off?"


def picked(movie: Movie, count: int, is_personal: bool) -> str:
    """The line above the first film chosen from the list."""
    if count == 1:
        return f"Easy, your list has one film for tonight: {movie}."
    guess = "the one I would choose for you" if is_personal else "the one that most people love"
    return f"Tonight: {movie}. Of the {count} films on your list it is {guess}."


def picked_instead(movie: Movie) -> str:
    """The line above another film chosen from the list."""
    return f"Then how about {movie}?"


def not_found(name: str) -> str:
    """When nobody of that name shares their taste: whether there is one is not told."""
    return f"I can match you only with members who have said {say('taste share on')}; {name} has not, or is not here."


def several_called(name: str) -> str:
    """When a name is not enough."""
    return f"Several members here are called {quoted(name)}. Mention the one you mean, as in {say('match @name')}"


def too_little(name: str) -> str:
    """When one of the two has judged hardly anything."""
    return (
        f"I know too little yet to match you with {name}: each of you needs three films that you like or dislike. "
        f"A good start: {START}"
    )


def fit(name: str, share: float, compared: int, both_like: Sequence[Movie]) -> list[str]:
    """How well two tastes fit; in steps of five per cent, which is as well as it is known."""
    how = next(how for least, how in _FITS if share >= least)
    said = [f"You and {name}: {how}, about {_percent(min(max(share, 0.05), 0.95))}."]
    if compared < _FEW:
        said.append("You have hardly judged the same films, so I go by what I expect of you both.")
    else:
        said.append("That is how often I expect you two to agree on a film, put cautiously.")
    if both_like:
        said.append(f"You both like {listed(both_like)}.")
    return said


def for_both(count: int) -> str:
    """The line above films for two, however few there are."""
    if not count:
        return "I find no new film yet that both of you are likely to love."
    return "One film that you may both love:" if count == 1 else f"{_NUMBERS[count]} films that you may both love:"


def chances_of_two(name: str, mine: float, theirs: float) -> str:
    """One line under a film for two."""
    return f"I expect that you like it with a chance of about {_percent(mine)}, {name} with {_percent(theirs)}."


_FEW = 5
_NUMBERS = {2: "Two", 3: "Three"}
_FITS = (
    (0.75, "kindred tastes"),
    (0.65, "a good fit"),
    (0.55, "a fair fit"),
    (0.45, "half and half"),
    (0.0, "opposites more often than not"),
)


def _films(count: int) -> str:
    return "one film" if count == 1 else f"{count} films"


def _percent(chance: float) -> str:
    return f"{5 * round(20 * chance)} %"
