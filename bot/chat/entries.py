"""The one list of commands, with what help says of each."""

from dataclasses import dataclass
from enum import StrEnum

from bot.chat.language import to_translate


class Task(StrEnum):
    """What members come for: the headings of the help."""

    TELL = to_translate("Tell me your taste")
    FIND = to_translate("Find a film")
    NIGHT = to_translate("Movie night")
    KEEP = to_translate("Your lists")
    OWN = to_translate("Your data, this place")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the help: the command's name, what follows it, what it does, and what members come for with it."""

    name: str
    takes: str
    does: str
    task: Task


ENTRIES = (
    Entry("like", to_translate("TITLE; TITLE …"), to_translate("films you love"), Task.TELL),
    Entry("dislike", to_translate("TITLE; TITLE …"), to_translate("films that are not for you"), Task.TELL),
    Entry("seen", to_translate("TITLE; TITLE …"), to_translate("films you know and have no opinion on"), Task.TELL),
    Entry("aside", to_translate("TITLE"), to_translate("keep a like, but leave it out of your taste"), Task.TELL),
    Entry("forget", to_translate("TITLE"), to_translate("take one film out of your taste"), Task.TELL),
    Entry("undo", "", to_translate("take your latest change back"), Task.TELL),
    Entry(
        "recommend",
        to_translate("[N] [horror] [no comedy] [1990s] [under 2h] [famous | hidden] [adventurous]"),
        to_translate("films you will love"),
        Task.FIND,
    ),
    Entry(
        "more",
        to_translate("[like TITLE]"),
        to_translate("the next films of your latest list, or films like one"),
        Task.FIND,
    ),
    Entry(
        "mood",
        to_translate("familiar | balanced | adventurous"),
        to_translate("your latest list in another mood"),
        Task.FIND,
    ),
    Entry("would", to_translate("I like TITLE"), to_translate("how likely you are to like a film"), Task.FIND),
    Entry("why", to_translate("N"), to_translate("why film N of your latest list is there"), Task.FIND),
    Entry("share", "", to_translate("show your latest list to everybody"), Task.FIND),
    Entry("match", to_translate("@MEMBER"), to_translate("how well two tastes fit, and films for both"), Task.FIND),
    Entry(
        "night",
        to_translate("[TIME; THEME; PLACE] [move | theme | place | host | blind | once]"),
        to_translate("plan a movie night, see it, or change it"),
        Task.NIGHT,
    ),
    Entry("in", "", to_translate("you come to the night"), Task.NIGHT),
    Entry("maybe", "", to_translate("you may come"), Task.NIGHT),
    Entry("out", "", to_translate("you can't come"), Task.NIGHT),
    Entry("picks", "", to_translate("five films for those who come"), Task.NIGHT),
    Entry("suggest", to_translate("TITLE"), to_translate("put a film of yours on the list"), Task.NIGHT),
    Entry("withdraw", to_translate("TITLE"), to_translate("take your suggestion back"), Task.NIGHT),
    Entry("strike", to_translate("TITLE"), to_translate("take a film off the list, as host"), Task.NIGHT),
    Entry("veto", to_translate("[TITLE]"), to_translate("take one film off the list, in secret"), Task.NIGHT),
    Entry(
        "vote",
        to_translate("[TITLE | open | until TIME | quorum N | counts]"),
        to_translate("open the vote, or vote"),
        Task.NIGHT,
    ),
    Entry("close", "", to_translate("end the vote, as host"), Task.NIGHT),
    Entry("cancel", "", to_translate("call the night off, as host"), Task.NIGHT),
    Entry("calendar", "", to_translate("the night as a file for your calendar"), Task.NIGHT),
    Entry("nights", to_translate("[PAGE]"), to_translate("planned and past nights, and how they went"), Task.NIGHT),
    Entry("fair", "", to_translate("who gave way, and whose taste counts more for it"), Task.NIGHT),
    Entry(
        "later", to_translate("[TITLE; TITLE …]"), to_translate("films to watch later, or the list of them"), Task.KEEP
    ),
    Entry("drop", to_translate("TITLE"), to_translate("take a film off the list of films to watch later"), Task.KEEP),
    Entry("pick", "", to_translate("choose tonight's film from those to watch later"), Task.KEEP),
    Entry(
        "taste",
        to_translate("[PAGE | share on | share off]"),
        to_translate("what you told me, and whether others may match it"),
        Task.KEEP,
    ),
    Entry("import", "", to_translate("bring your films from elsewhere, as a file"), Task.KEEP),
    Entry(
        "export",
        to_translate("[json | letterboxd | imdb | movielens]"),
        to_translate("take your films away, as files"),
        Task.KEEP,
    ),
    Entry("link", to_translate("[CODE | off]"), to_translate("one taste for you here and elsewhere"), Task.KEEP),
    Entry("settings", to_translate("[NAME VALUE]"), to_translate("how I behave here"), Task.OWN),
    Entry(
        "language", to_translate("[english | german | default]"), to_translate("the language I answer you in"), Task.OWN
    ),
    Entry("privacy", "", to_translate("what I keep, why and how long"), Task.OWN),
    Entry("mydata", "", to_translate("everything I keep about you, as files"), Task.OWN),
    Entry("forgetme", "", to_translate("remove everything I keep about you"), Task.OWN),
    Entry("help", to_translate("[COMMAND]"), to_translate("all I can do, on one screen, or all of one kind"), Task.OWN),
    Entry("about", "", to_translate("who I am and whose data I use"), Task.OWN),
)
