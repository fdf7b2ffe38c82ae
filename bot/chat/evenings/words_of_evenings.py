"""What nights say by themselves, and what is said after the film, in plain text."""

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.evenings.words_of_cards import (
    capitalised,
    heading,
    movie_night,
    plan_like_this,
    repeats,
    suggest_like_this,
)
from bot.chat.evenings.words_of_choosing import films_for
from bot.chat.language import _, dated, languages, ngettext, speaking
from bot.chat.manner import say
from bot.chat.marks import moment, person
from bot.chat.words import row
from bot.movies.movie import Movie
from bot.nights.fairness import GaveWay, Say
from bot.nights.night import MovieNight, Stage, Tap
from bot.nights.scores import Score


def no_film_for_all() -> str:
    """Instead of picks, where there are none."""
    return _("I find no film that everybody here may be shown. Suggest one: {suggest}", suggest=suggest_like_this())


def decided() -> str:
    """The line above the winner."""
    return _("The film is chosen.")


def that_was_it() -> str:
    """The line above the taps."""
    return _("That was the film. One tap tells me how you liked it, and nobody else.")


def no_nights() -> str:
    """When past nights are asked for, and there are none."""
    return _("No movie night has taken place here yet. Plan the first: {night}", night=plan_like_this())


def nothing_to_even_out() -> str:
    """Before the first night together."""
    return _(
        "Nobody has given way yet: after your first nights together I know whose film was chosen and whose was not, "
        "and make up for it."
    )


def all_count_once() -> str:
    """When nobody is favoured."""
    return _("Nobody has given way noticeably more than the others, so everybody's taste counts the same.")


def changed_on_the_event() -> str:
    """The line above a night that followed its event on the platform."""
    return _("Somebody changed this night's event, and I follow.")


def channel_gone() -> str:
    """To the host of a night that has nowhere to take place."""
    return _("The channel of your movie night is gone, so the night is called off.")


def picked(night: MovieNight) -> str:
    """The line above picks that were made unasked."""
    following = _(
        "Next: take one off in secret with {veto}, or open the vote: {vote}", veto=say("veto"), vote=say("vote open")
    )
    return f"{films_for(len(night.attendees))} {following}"


def reminder(night: MovieNight, zone: str, film: Movie | None) -> str:
    """Half an hour before the start, to those who are in; no film where none is chosen yet, or it is hidden."""
    starts = _(
        "{members}: {night} starts {moment}.",
        members=_names(night.attendees),
        night=heading(night),
        moment=moment(night.start_at, zone),
    )
    where = _("Where: {place}.", place=night.place) if night.place else ""
    return " ".join(filter(None, (starts, where, _what(night, film))))


def started(night: MovieNight, film: Movie) -> str:
    """The line above the film at the start."""
    if night.is_blind:
        return _("It begins! The blind date is {film}.", film=film)
    return _("It begins! We watch {film}.", film=film)


def called_off(night: MovieNight, zone: str) -> str:
    """That a night does not take place, and why, to those who are in."""
    which = f"{heading(night)}, {moment(night.start_at, zone)}"
    was_cancelled = night.settled_at is None or night.settled_at < night.start_at
    if was_cancelled:
        said = _("{night}, is called off.", night=which)
    elif night.attendees:
        said = _("{night}, is called off: no film was found for it.", night=which)
    else:
        said = _("{night}, is called off: nobody is in.", night=which)
    return f"{_names(night.attendees)}: {said}" if night.attendees else said


def result(night: MovieNight, zone: str, film: Movie, score: Score | None) -> str:
    """The morning after; `score` is None where too few have tapped for a number."""
    lines = [
        f"{heading(night)}, {moment(night.start_at, zone)}: {film}.",
        _("Who came: {members}.", members=_names(night.attendance)) if night.attendance else "",
        liked(score) if score else "",
        record(score) if score else "",
    ]
    return "\n".join(filter(None, lines))


def next_planned(night: MovieNight) -> str:
    """The line above the next of a repeating night."""
    if night.repeat is None:
        return _("The next one is planned. Are you in?")
    return _("The next one is planned ({repeats}). Are you in?", repeats=repeats(night.repeat))


def late(due_at: datetime, zone: str) -> str:
    """Said with a message that comes late."""
    return _("(This comes late: it was due {moment}.)", moment=moment(due_at, zone))


def not_allowed(reason: str) -> str:
    """Told to the host above what the channel should have heard."""
    return _("I could not say this in the channel of your movie night: {reason}", reason=reason)


def liked(score: Score) -> str:
    """How a film was liked, in numbers."""
    loved, fine, not_for = (score.taps.get(tap, 0) for tap in (Tap.LOVED, Tap.FINE, Tap.NOT_FOR_ME))
    said = [
        _("loved by {count}", count=loved) if loved else "",
        _("fine for {count}", count=fine) if fine else "",
        _("not for {count}", count=not_for) if not_for else "",
    ]
    return f"{capitalised(', '.join(filter(None, said)))}."


def record(score: Score) -> str:
    """The bot's own record of one night or of several; nothing where nothing was expected."""
    if not score.guessed:
        return ""
    return _(
        "I expected {expected} of {guessed} to like it; {loved} did.",
        expected=score.expected,
        guessed=score.guessed,
        loved=score.loved,
    )


def tapped(tap: Tap, film: Movie, is_told: bool) -> str:
    """The private answer to a tap; `is_told` when it has changed the member's taste."""
    if tap is Tap.ABSENT:
        return _("Noted: you weren't there.")
    if not is_told:
        return _("Thank you. What you told me of {film} before stays.", film=film)
    said = {
        Tap.LOVED: _("Thank you: {film} is among your likes.", film=film),
        Tap.FINE: _("Thank you: you have seen {film}.", film=film),
        Tap.NOT_FOR_ME: _("Thank you: {film} is not for you.", film=film),
    }
    return " ".join((said[tap], _("Nobody else sees that.")))


def unwatched(film: Movie) -> str:
    """After a wrong "watched" was undone."""
    return _(
        "Noted: {film} was not watched after all. This night counts for nobody; what you tapped stays yours.", film=film
    )


def event_refused(reason: str) -> str:
    """When what somebody did to the platform's own event is not possible."""
    return _("Somebody changed this night's event, which I have put back. {reason}", reason=reason)


def theme_of(title: str) -> str:
    """The theme in a title that somebody gave the night's event, in whatever language it has its name."""
    names = "|".join(re.escape(_called_in(language)) for language in languages())
    return re.sub(rf"(?:{names})\b\W*", "", title, count=1, flags=re.IGNORECASE).strip()


def fair(given: GaveWay) -> str:
    """Who gave way most, and what that means."""
    return ngettext(
        "{members} gave way most; their taste counts {much} for the next night.",
        "{members} gave way most; their tastes count {much} for the next night.",
        len(given.members),
        members=_names(given.members),
        much=_in_words(given.say),
    )


def explained(count: int) -> str:
    """How the ledger works, in a sentence."""
    return _(
        "For that I go by where each film stood in your own rankings, over the last {count} nights that you came to.",
        count=count,
    )


def planned_line(night: MovieNight, zone: str, film: Movie | None) -> str:
    """A night to come, on one line."""
    again = repeats(night.repeat) if night.repeat else ""
    which = ", ".join(filter(None, (moment(night.start_at, zone), again, night.theme)))
    chosen = f": {film}" if film else f" ({_stage(night.stage)})"
    return f"{which}{chosen}, {_in(len(night.attendees))}"


def past_line(night: MovieNight, zone: str, film: Movie, score: Score | None) -> str:
    """A night that was, on one line."""
    date = dated(night.start_at.astimezone(ZoneInfo(zone)), _("d MMMM y"))
    if not night.was_shown:
        return _("{date}: {film}, not watched after all.", date=date, film=film)
    numbers = [liked(score), record(score)] if score else []
    return " ".join(filter(None, (f"{date}: {film}.", _came(len(night.attendance)), *numbers)))


def totals(count: int, score: Score) -> str:
    """All nights together."""
    nights = ngettext("One night so far.", "{count} nights so far.", count)
    if not score.guessed:
        return nights
    expected = _(
        "In all I expected {expected} of {guessed} to like their film; {loved} did.",
        expected=score.expected,
        guessed=score.guessed,
        loved=score.loved,
    )
    return f"{nights} {expected}"


def best_loved(year: int, film: Movie, score: Score) -> str:
    """The film of the year."""
    loved, tapped = score.taps[Tap.LOVED], score.tapped
    return _("Best loved in {year}: {film}, by {loved} of {tapped}.", year=year, film=film, loved=loved, tapped=tapped)


def _called_in(language: str) -> str:
    with speaking(language):
        return movie_night()


def _what(night: MovieNight, film: Movie | None) -> str:
    if film is not None:
        return _("We watch {film}.", film=film)
    if night.stage is Stage.DECIDED:
        return _("The film is a secret until then.")
    if night.stage is Stage.VOTING:
        return _("The vote is still open: {vote}", vote=say("vote"))
    return _("The film is not chosen yet; without a vote it is the first of the list.")


def _names(members: Sequence[str]) -> str:
    """All of them, however many: who is to be notified has to be named."""
    return row([person(member) for member in members], len(members))


def _stage(stage: Stage) -> str:
    words = {
        Stage.PLANNED: _("being planned"),
        Stage.CHOOSING: _("choosing"),
        Stage.VOTING: _("voting"),
        Stage.DECIDED: _("the film is chosen"),
        Stage.RUNNING: _("running"),
    }
    return words[stage]


def _in(count: int) -> str:
    return _("{count} in", count=count) if count else _("nobody is in yet")


def _came(count: int) -> str:
    return _("{count} came.", count=count) if count else _("Nobody came.")


def _in_words(how_much: Say) -> str:
    words = {
        Say.HALF: _("half"),
        Say.THREE_QUARTERS: _("three quarters"),
        Say.ONCE: _("once"),
        Say.ONE_AND_A_QUARTER: _("one and a quarter times"),
        Say.ONE_AND_A_HALF: _("one and a half times"),
        Say.ONE_AND_THREE_QUARTERS: _("one and three quarter times"),
        Say.TWICE: _("twice"),
    }
    return words[how_much]
