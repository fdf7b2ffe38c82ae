"""Everything a member can ask for, as small frozen values."""

from collections.abc import Callable, Mapping
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
class Speak:
    """The language to be answered in, by its code or its name; "" asks which there are, "default" is the space's."""

    language: str = ""


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


class Sight(StrEnum):
    """What there is to be glanced at."""

    FILMS = "films"
    NIGHT = "night"
    TASTE = "taste"


@dataclass(frozen=True, slots=True)
class Glance:
    """What a page of the member's own shows. No words say it; it is spelled as what would be asked for.

    It leaves no trace: no list is kept, and no wait begins.
    """

    sight: Sight


@dataclass(frozen=True, slots=True)
class ShowLink:
    """With whom the member's taste is joined, or a code to join it by."""


@dataclass(frozen=True, slots=True)
class JoinTaste:
    """Joins the member's taste with that of the one who was given this code: both are the same person."""

    code: str


@dataclass(frozen=True, slots=True)
class PartTaste:
    """Makes the member's taste here one of its own again."""


@dataclass(frozen=True, slots=True)
class Help:
    """What one can say; with a command's name, all that belongs to the same task in full."""

    topic: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """Who we are, and whose data this is."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A command said badly: `problem` is a message about it, `nearest` is what may have been meant.

    `values` go to the places of the message that name them, once it is told in the member's language.
    """

    problem: str
    nearest: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)


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

LinkCommand = ShowLink | JoinTaste | PartTaste
"""One taste for a person who is several members."""

MemberCommand = FilmCommand | OwnCommand | ImportCommand | LinkCommand | NightCommand | Glance
"""What is said by a member of a space, and answered there."""

Command = MemberCommand | UseSpace | Speak | ShowPrivacy | Help | About | Unclear | Unknown
