"""The one list of commands, with what help says of each."""

from dataclasses import dataclass
from enum import StrEnum


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
