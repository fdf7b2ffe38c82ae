"""Everything a member can ask for, as small frozen values; the one list of commands, with what help says of each."""

from dataclasses import dataclass, field

from bot.recommend.filters import Filters
from bot.taste.profile import Verdict

DEFAULT_COUNT = 5
MOST_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Judge:
    """`like`, `dislike` or `seen`: one verdict on one or more films, named in the member's words or as "#318".

    `list_id` names the shown list whose button was pressed.
    """

    verdict: Verdict
    films: tuple[str, ...]
    list_id: str | None = None


@dataclass(frozen=True, slots=True)
class Instead:
    """ "Not that one": takes the verdict on `movie_id` back and asks again which film `words` mean."""

    movie_id: int
    verdict: Verdict
    words: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Takes a film out of the member's taste."""

    film: str


@dataclass(frozen=True, slots=True)
class ShowTaste:
    """What the member told us, one page at a time (from 1)."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Recommend:
    """The best unseen films for this member."""

    count: int = DEFAULT_COUNT
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class More:
    """The next films of a list shown before; without an id, of the member's latest list."""

    list_id: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a film was recommended: by its place (from 1) in the member's latest list, or "#318" with the list's id."""

    film: str
    list_id: str | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes the member's latest change back."""


@dataclass(frozen=True, slots=True)
class UseSpace:
    """In a direct message: act in this shared space from now on."""

    space: str


@dataclass(frozen=True, slots=True)
class Help:
    """What one can say."""


@dataclass(frozen=True, slots=True)
class About:
    """Who we are, and whose data this is."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A command said badly: `problem` is a sentence about it, `nearest` is what may have been meant."""

    problem: str
    nearest: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that name no command; `nearest` is the name of one that looks like it."""

    words: str
    nearest: str | None = None


Command = (
    Judge | Instead | Forget | ShowTaste | Recommend | More | Why | Undo | UseSpace | Help | About | Unclear | Unknown
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the help: the command's name, what follows it, and what it does."""

    name: str
    takes: str
    does: str


ENTRIES = (
    Entry("like", "TITLE; TITLE …", "films you love"),
    Entry("dislike", "TITLE; TITLE …", "films that are not for you"),
    Entry("seen", "TITLE; TITLE …", "films you know and have no opinion on"),
    Entry("recommend", "[N] [horror] [no comedy] [1990s] [under 2h] [famous | hidden]", "films you will love"),
    Entry("more", "", "the next films of your latest list"),
    Entry("why", "N", "why film N of your latest list is there"),
    Entry("taste", "[PAGE]", "what you told me"),
    Entry("forget", "TITLE", "take one film out of your taste"),
    Entry("undo", "", "take your latest change back"),
    Entry("help", "", "this list"),
    Entry("about", "", "who I am and whose data I use"),
)
