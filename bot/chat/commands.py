"""Everything a member can ask for, as small frozen values; the one list of commands, with what help says of each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.chat.night_commands import NightCommand
from bot.recommend.filters import Filters
from bot.recommend.scoring import Mood
from bot.taste.exports import Format
from bot.taste.profile import Verdict

DEFAULT_COUNT = 5
MOST_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Judge:
    """`like`, `dislike`, `seen` or `aside`: one verdict on one or more films, named in words or as "#318".

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
    """Takes a film out of the member's taste; from a page of it, which is then shown anew."""

    film: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ShowTaste:
    """What the member told us, one page at a time (from 1)."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class ShareTaste:
    """Lets other members of the space be matched with this one, or no longer."""

    is_shared: bool


@dataclass(frozen=True, slots=True)
class Match:
    """How well two members' tastes fit; `other` is a name as in "@bob", or the platform's mention as in "<@42>"."""

    other: str


@dataclass(frozen=True, slots=True)
class Recommend:
    """The best unseen films for this member.

    Without a mood it is the space's. `series` names a film in words or as "#260": only films of its series are meant.
    A private list is for its asker's eyes until they share it.
    """

    count: int = DEFAULT_COUNT
    filters: Filters = field(default_factory=Filters)
    mood: Mood | None = None
    series: str | None = None
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class MoreLike:
    """Unseen films for those who love this one."""

    film: str
    mood: Mood | None = None
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class More:
    """The next films of a list shown before; without an id, of the member's latest list."""

    list_id: str | None = None


@dataclass(frozen=True, slots=True)
class Remood:
    """A list shown before, in another mood; without an id, the member's latest list."""

    mood: Mood
    list_id: str | None = None


@dataclass(frozen=True, slots=True)
class ShareList:
    """Shows a private list to everybody; without an id, the member's latest list."""

    list_id: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a film was recommended: by its place (from 1) in the member's latest list, or "#318" with the list's id."""

    film: str
    list_id: str | None = None


@dataclass(frozen=True, slots=True)
class WouldLike:
    """How likely the member is to like this film."""

    film: str


@dataclass(frozen=True, slots=True)
class Later:
    """Puts films on the member's list of films to watch later."""

    films: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowLater:
    """The films to watch later, one page at a time (from 1)."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class DropLater:
    """Takes a film off the list of films to watch later; from a page of it, which is then shown anew."""

    film: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PickLater:
    """Chooses tonight's film from those to watch later."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes the member's latest change back."""


@dataclass(frozen=True, slots=True)
class UseSpace:
    """In a direct message: act in this shared space from now on."""

    space: str


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """How the bot behaves in this space."""


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Changes how the bot behaves in this space: the setting's name, and its value in words."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ShowPrivacy:
    """What is kept, why and how long."""


@dataclass(frozen=True, slots=True)
class MyData:
    """Everything kept about the member, as files."""


class Reach(StrEnum):
    """Where a member is to be forgotten."""

    ASK = "ask"
    HERE = "here"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Removes everything kept about the member: asks first."""

    reach: Reach = Reach.ASK


@dataclass(frozen=True, slots=True)
class ShowImporting:
    """How to bring films from elsewhere."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that the member sends. No words say it; it is spelled as what explains it, and obeys the same rules.

    `told` is called while it is read, with how many films are done, of how many.
    """

    name: str
    content: bytes = field(repr=False)
    told: Callable[[int, int], None] = field(default=lambda done, total: None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ApplyImport:
    """Takes in the films that the member was offered under this id."""

    import_id: str


@dataclass(frozen=True, slots=True)
class LeaveImport:
    """Forgets the films that the member was offered under this id."""

    import_id: str


@dataclass(frozen=True, slots=True)
class Export:
    """The member's films as files for elsewhere."""

    form: Format = Format.JSON


@dataclass(frozen=True, slots=True)
class Help:
    """What one can say; with a command's name, all that belongs to the same task in full."""

    topic: str = ""


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


FilmCommand = Judge | Instead | Forget | Undo | Recommend | MoreLike | More | Remood | ShareList | Why | WouldLike
"""Verdicts on films, and films in answer."""

OwnCommand = (
    Later
    | ShowLater
    | DropLater
    | PickLater
    | ShowTaste
    | ShareTaste
    | Match
    | ShowSettings
    | ChangeSetting
    | Export
    | MyData
    | ForgetMe
)
"""What is a member's own, and the rules of the place."""

ImportCommand = ShowImporting | Upload | ApplyImport | LeaveImport
"""Films from elsewhere: read, offered, and taken in or left."""

MemberCommand = FilmCommand | OwnCommand | ImportCommand | NightCommand
"""What is said by a member of a space, and answered there."""

Command = MemberCommand | UseSpace | ShowPrivacy | Help | About | Unclear | Unknown


class Task(StrEnum):
    """What members come for: the headings of the help."""

    TELL = "Tell me your taste"
    FIND = "Find a film"
    NIGHT = "Movie night"
    KEEP = "Your lists"
    OWN = "Your data, this place"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the help: the command's name, what follows it, what it does, and what members come for with it."""

    name: str
    takes: str
    does: str
    task: Task


ENTRIES = (
    Entry("like", "TITLE; TITLE …", "films you love", Task.TELL),
    Entry("dislike", "TITLE; TITLE …", "films that are not for you", Task.TELL),
    Entry("seen", "TITLE; TITLE …", "films you know and have no opinion on", Task.TELL),
    Entry("aside", "TITLE", "keep a like, but leave it out of your taste", Task.TELL),
    Entry("forget", "TITLE", "take one film out of your taste", Task.TELL),
    Entry("undo", "", "take your latest change back", Task.TELL),
    Entry(
        "recommend",
        "[N] [horror] [no comedy] [1990s] [under 2h] [famous | hidden] [adventurous]",
        "films you will love",
        Task.FIND,
    ),
    Entry("more", "[like TITLE]", "the next films of your latest list, or films like one", Task.FIND),
    Entry("mood", "familiar | balanced | adventurous", "your latest list in another mood", Task.FIND),
    Entry("would", "I like TITLE", "how likely you are to like a film", Task.FIND),
    Entry("why", "N", "why film N of your latest list is there", Task.FIND),
    Entry("share", "", "show your latest list to everybody", Task.FIND),
    Entry("match", "@MEMBER", "how well two tastes fit, and films for both", Task.FIND),
    Entry(
        "night",
        "[TIME; THEME; PLACE] [move | theme | place | host | blind | once]",
        "plan a movie night, see it, or change it",
        Task.NIGHT,
    ),
    Entry("in", "", "you come to the night", Task.NIGHT),
    Entry("maybe", "", "you may come", Task.NIGHT),
    Entry("out", "", "you can't come", Task.NIGHT),
    Entry("picks", "", "five films for those who come", Task.NIGHT),
    Entry("suggest", "TITLE", "put a film of yours on the list", Task.NIGHT),
    Entry("withdraw", "TITLE", "take your suggestion back", Task.NIGHT),
    Entry("strike", "TITLE", "take a film off the list, as host", Task.NIGHT),
    Entry("veto", "[TITLE]", "take one film off the list, in secret", Task.NIGHT),
    Entry("vote", "[TITLE | open | until TIME | quorum N | counts]", "open the vote, or vote", Task.NIGHT),
    Entry("close", "", "end the vote, as host", Task.NIGHT),
    Entry("cancel", "", "call the night off, as host", Task.NIGHT),
    Entry("calendar", "", "the night as a file for your calendar", Task.NIGHT),
    Entry("nights", "[PAGE]", "planned and past nights, and how they went", Task.NIGHT),
    Entry("fair", "", "who gave way, and whose taste counts more for it", Task.NIGHT),
    Entry("later", "[TITLE; TITLE …]", "films to watch later, or the list of them", Task.KEEP),
    Entry("drop", "TITLE", "take a film off the list of films to watch later", Task.KEEP),
    Entry("pick", "", "choose tonight's film from those to watch later", Task.KEEP),
    Entry("taste", "[PAGE | share on | share off]", "what you told me, and whether others may match it", Task.KEEP),
    Entry("import", "", "bring your films from elsewhere, as a file", Task.KEEP),
    Entry("export", "[json | letterboxd | imdb | movielens]", "take your films away, as files", Task.KEEP),
    Entry("settings", "[NAME VALUE]", "how I behave here", Task.OWN),
    Entry("privacy", "", "what I keep, why and how long", Task.OWN),
    Entry("mydata", "", "everything I keep about you, as files", Task.OWN),
    Entry("forgetme", "", "remove everything I keep about you", Task.OWN),
    Entry("help", "[COMMAND]", "all I can do, on one screen, or all of one kind", Task.OWN),
    Entry("about", "", "who I am and whose data I use", Task.OWN),
)
