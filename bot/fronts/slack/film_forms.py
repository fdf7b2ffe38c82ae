"""Forms in which films are picked while their titles are typed: what is said of them, and films like one."""

from dataclasses import dataclass, replace

from bot.chat.commands import DEFAULT_COUNT, MOST_AT_ONCE, MoreLike, Recommend, Unclear
from bot.chat.grammar import parse
from bot.chat.language import _
from bot.chat.reply import Reply
from bot.fronts.slack import views
from bot.fronts.slack.blocks import Block
from bot.fronts.slack.delivery import Place
from bot.fronts.slack.views import Origin, Problem, View, Wish, field
from bot.recommend.scoring import Mood

RECOMMEND, FILMS = "recommend", "films"
FILM_FIELD = "film"
"""The field of every form in which films are looked for."""

SEVERAL = ("like", "dislike", "seen", "later")
ONE = ("aside", "forget", "would", "suggest")
INCOMPLETE = (*SEVERAL[:-1], *ONE)
"""What says nothing without a film; a bare "later" shows the list."""

_COUNT, _MOOD, _FILTERS, _CHANNEL, _WORD = "count", "mood", "filters", "channel", "word"
_MOST_FILMS = 10
_LONGEST_FILTERS = 200


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a form about films is called, and what it asks."""

    heading: str
    question: str


def form_of_films(word: str, origin: Origin | None) -> Block:
    """The form for what is said of films; `word` is the command's name, one of SEVERAL or ONE."""
    asked = _asked(word)
    placeholder = _("Type a title")
    if word in SEVERAL:
        options = [views.option(label, name) for name, label in _sayings().items()]
        chosen = options[SEVERAL.index(word)]
        fields = [
            field(FILM_FIELD, asked.question, views.films(placeholder, _MOST_FILMS)),
            field(_WORD, _("What do you say of them?"), views.choice(options, chosen)),
        ]
    else:
        fields = [field(FILM_FIELD, asked.question, views.film(placeholder))]
    note = views.note_of(origin, word=word)
    return views.form(FILMS, asked.heading, _("Send"), _("Leave it"), fields, note)


def films_in(view: View) -> Wish:
    """What a filled form says of its films."""
    word = next(iter(views.chosen(view, _WORD)), views.noted(view, "word"))
    films = "; ".join(views.chosen(view, FILM_FIELD))
    return Wish(parse(f"{word} {films}"), views.origin_of(view))


def form_of_wishes() -> Block:
    """The form for recommendations."""
    counts = [views.option(str(count), str(count)) for count in range(1, MOST_AT_ONCE + 1)]
    moods = [views.option(mood.value.title(), mood.value) for mood in Mood]
    filters = views.words(_LONGEST_FILTERS, _("comedy, no horror, 1990s, under 2h, famous"))
    fields = [
        field(_COUNT, _("How many"), views.choice(counts, counts[DEFAULT_COUNT - 1])),
        field(_MOOD, _("Mood"), views.choice(moods)),
        field(_FILTERS, _("Only"), filters),
        field(FILM_FIELD, _("Films like this one"), views.film(_("Type a title"))),
        field(_CHANNEL, _("Show it in"), views.channel(_("Nowhere: for me alone"))),
    ]
    optional = [{**one, "optional": True} for one in fields]
    return views.form(RECOMMEND, _("Recommend me a film"), _("Recommend"), _("Leave it"), optional, views.note_of(None))


def wish_in(view: View, member: str) -> Wish | Problem:
    """The films that a filled form wishes for, in a channel or for the member alone."""
    channel = views.channel_in(view, _CHANNEL)
    origin = Origin(Place(member, channel)) if channel else None
    filters = views.typed(view, _FILTERS)
    mood = next((Mood(one) for one in views.chosen(view, _MOOD)), None)
    if kin := next(iter(views.chosen(view, FILM_FIELD)), None):
        if filters:
            return Problem(_FILTERS, _("Films like one film can't be narrowed down: leave one of the two empty."))
        return Wish(MoreLike(kin, mood, is_private=not channel), origin)
    count = next(iter(views.chosen(view, _COUNT)), str(DEFAULT_COUNT))
    command = parse(f"recommend {count} {filters}")
    if isinstance(command, Unclear):
        return Problem(_FILTERS, _(command.problem, **command.values))
    if isinstance(command, Recommend):
        command = replace(command, mood=mood or command.mood, is_private=not channel)
    return Wish(command, origin)


def problem_of(wish: Wish, reply: Reply) -> Problem | None:
    """What keeps the wished films from being found, where it was the words of the form."""
    is_by_words = isinstance(wish.command, Recommend) and wish.command.series is not None
    return Problem(_FILTERS, reply.text) if is_by_words and not reply.cards else None


def _sayings() -> dict[str, str]:
    return {
        "like": _("I love them"),
        "dislike": _("They are not for me"),
        "seen": _("I have seen them"),
        "later": _("I want to watch them"),
    }


def _asked(word: str) -> _Asked:
    match word:
        case "aside":
            return _Asked(_("Out of your taste"), _("Which film shall I leave out, though you like it?"))
        case "forget":
            return _Asked(_("Forget a film"), _("Which film shall I forget?"))
        case "would":
            return _Asked(_("Would you like it?"), _("Which film do you wonder about?"))
        case "suggest":
            return _Asked(_("Suggest a film"), _("Which film do you suggest for the movie night?"))
        case _:
            return _Asked(_("Films you know"), _("Which films?"))
