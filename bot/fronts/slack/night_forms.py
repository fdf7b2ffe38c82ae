"""Forms about movie nights: a secret veto, and a new night."""

from bot.chat.evenings.planning import LONGEST_PLACE, LONGEST_THEME
from bot.chat.grammar import parse, spell
from bot.chat.language import _
from bot.chat.night_commands import PlanNight, Veto
from bot.chat.reply import Reply
from bot.fronts.slack import views
from bot.fronts.slack.blocks import Block
from bot.fronts.slack.delivery import Place
from bot.fronts.slack.views import Origin, Problem, View, Wish, field

VETO, PLAN = "veto", "plan"

_FILM, _TIME, _THEME, _PLACE, _BLIND, _CHANNEL = "vetoed", "time", "theme", "place", "blind", "channel"
_LONGEST_TIME = 100


def form_of_veto(question: Reply, origin: Origin) -> Block:
    """The form for a question which film shall leave: everything is said in it, so that nobody looks on."""
    choices = question.menu.choices if question.menu else ()
    options = [views.option(one.label, spell(one.command)) for one in choices]
    blocks = [views.said(question.text), field(_FILM, _("This film leaves"), views.one_of(options))]
    return views.form(VETO, _("Your secret veto"), _("Veto it"), _("Leave it"), blocks, views.note_of(origin))


def veto_in(view: View) -> Wish:
    """The veto that a filled form casts."""
    (token,) = views.chosen(view, _FILM)
    return Wish(parse(token), views.origin_of(view))


def form_of_night(origin: Origin | None) -> Block:
    """The form for a new night."""
    yes = views.option(_("The film stays hidden until the start"), _BLIND)
    blocks = [
        field(_TIME, _("When"), views.words(_LONGEST_TIME, _("friday 8pm, tomorrow 20:00, every friday 8pm"))),
        field(_THEME, _("Theme"), views.words(LONGEST_THEME, _("horror, 1990s, under 2h")), is_optional=True),
        field(_PLACE, _("Where you meet"), views.words(LONGEST_PLACE, _("the lobby, an address")), is_optional=True),
        field(_BLIND, _("Blind date"), {"type": "checkboxes", "options": [yes]}, is_optional=True),
        field(_CHANNEL, _("In which channel"), views.channel(_("A channel"), is_here=True)),
    ]
    return views.form(PLAN, _("Plan a movie night"), _("Plan it"), _("Leave it"), blocks, views.note_of(origin))


def night_in(view: View, member: str) -> Wish:
    """The night that a filled form plans."""
    when, theme, place = (_one_segment(views.typed(view, name)) for name in (_TIME, _THEME, _PLACE))
    command = PlanNight(when, theme, place, is_blind=bool(views.chosen(view, _BLIND)))
    return Wish(command, Origin(Place(member, views.channel_in(view, _CHANNEL) or "")))


def problem_of(wish: Wish, reply: Reply) -> Problem | None:
    """Why the bot has refused what the form asked for; None where it has not, or asks back with buttons."""
    if isinstance(wish.command, Veto):
        return Problem(_FILM, reply.text) if reply.updated is None else None
    is_refused = isinstance(wish.command, PlanNight) and reply.private and not reply.buttons
    return Problem(_TIME, reply.text) if is_refused else None


def _one_segment(words: str) -> str:
    return " ".join(words.replace(";", ",").split())
