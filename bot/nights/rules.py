"""What may be done to a night, by whom and when; every function returns the night after it, or refuses in a sentence.

The clock comes in as an argument. `moved_on` is what the clock itself does; call it first.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.errors import MemberError
from bot.nights.night import Actor, Landing, MovieNight, Presence, Room, Stage, Tap
from bot.nights.poll import Entrant, Poll
from bot.nights.repeats import Repeat, next_start

SUGGESTIONS_EACH = 2
DAYS_AHEAD = 60
VOTE_ENDS_BEFORE_START = timedelta(minutes=30)
_SAME_EVENING = timedelta(hours=12)
TAPS_OPEN_FOR = timedelta(days=7)
SHORTLIST_LENGTH = 5
LONGEST_SHORTLIST = 20

_Said = TypeVar("_Said")


class NotNow(MemberError):
    """The night is at another stage."""


class NotYours(MemberError):
    """Only the host, or those who manage the space, may do this."""


class NotPossible(MemberError):
    """The night does not have what this needs."""


def plan(
    night_id: str,
    room: Room,
    host: str,
    start_at: datetime,
    now: datetime,
    zone: str = "UTC",
    theme: str = "",
    place: str = "",
    repeat: Repeat | None = None,
    is_blind: bool = False,
) -> MovieNight:
    """A new night, its host in; refused in the past and more than 60 days ahead."""
    _check_start(start_at, now)
    answers = {host: Presence.IN}
    return MovieNight(night_id, room, host, start_at, now, zone, theme, place, repeat, is_blind, answers=answers)


def next_of(night: MovieNight, night_id: str, now: datetime, zone: str) -> MovieNight:
    """The next of a repeating night that is over or cancelled, in the zone that its space has now: another evening,
    even where that zone lies further west than the one before.

    Refused where it does not repeat, and where nobody is left to host it.
    """
    if night.repeat is None or not night.host:
        raise NotPossible("This night does not repeat.")
    start_at = next_start(night.repeat, max(now, night.start_at + _SAME_EVENING), ZoneInfo(zone))
    return plan(
        night_id, night.room, night.host, start_at, now, zone, night.theme, night.place, night.repeat, night.is_blind
    )


def answer(night: MovieNight, member: str, presence: Presence) -> MovieNight:
    """A member's answer to the invitation; the first answer's place in the row stays theirs until they say otherwise.

    Who is no longer in has no ballot any more, unless the vote is over. Whoever comes to a night that has lost its host
    is the next one.
    """
    if night.stage >= Stage.RUNNING:
        raise NotNow("This night has started; come in, nobody needs to say so any more.")
    answers = night.answers if night.answers.get(member) is presence else _put_last(night.answers, member, presence)
    is_kept = presence is Presence.IN or night.stage is Stage.DECIDED
    poll = night.poll if is_kept else night.poll.without_voter(member)
    host = member if presence is Presence.IN and not night.host else night.host
    return replace(night, host=host, answers=answers, poll=poll)


def reschedule(night: MovieNight, actor: Actor, start_at: datetime, now: datetime) -> MovieNight:
    """Another time; an open vote ends with it."""
    _check_leads(night, actor)
    _check_before_start(night)
    _check_start(start_at, now)
    is_open = night.stage is Stage.VOTING
    ends_at = max(now, start_at - VOTE_ENDS_BEFORE_START) if is_open else night.vote_ends_at
    return replace(night, start_at=start_at, vote_ends_at=ends_at, revision=night.revision + 1)


def set_theme(night: MovieNight, actor: Actor, theme: str) -> MovieNight:
    """Another theme; the list stays as it is until picks are made anew."""
    _check_leads(night, actor)
    _check_before_decision(night)
    return replace(night, theme=theme, revision=night.revision + 1)


def set_place(night: MovieNight, actor: Actor, place: str) -> MovieNight:
    """Another place."""
    _check_leads(night, actor)
    _check_before_start(night)
    return replace(night, place=place, revision=night.revision + 1)


def set_blind(night: MovieNight, actor: Actor, is_blind: bool) -> MovieNight:
    """Whether the chosen film stays hidden until the start; once it is told, it can be hidden no more."""
    _check_leads(night, actor)
    if is_blind:
        _check_before_decision(night)
    else:
        _check_before_start(night)
    return replace(night, is_blind=is_blind)


def set_event(night: MovieNight, event_id: str) -> MovieNight:
    """The platform's own event for this night."""
    return replace(night, event_id=event_id)


def stop_repeating(night: MovieNight, actor: Actor) -> MovieNight:
    """No night follows this one."""
    _check_leads(night, actor)
    return replace(night, repeat=None)


def hand_over(night: MovieNight, actor: Actor, member: str) -> MovieNight:
    """Another host."""
    _check_leads(night, actor)
    _check_not_ended(night)
    return replace(night, host=member)


def left(night: MovieNight, member: str) -> MovieNight:
    """A member has left the space: nothing of the night names them any more; a host is followed by the next.

    Their suggestions stay, and a result stays as it is.
    """
    poll = night.poll.without_voter(member)
    after = replace(
        night,
        answers=_without(night.answers, member),
        taps=_without(night.taps, member),
        landings=_without(night.landings, member),
        vetoed_by=night.vetoed_by - {member},
        poll=replace(poll, entrants=tuple(_nameless(entrant, member) for entrant in poll.entrants)),
        result=night.result and replace(night.result, winner=_nameless(night.result.winner, member)),
    )
    return replace(after, host=next(iter(after.attendees), "")) if night.host == member else after


def choose_from(night: MovieNight, picks: Sequence[Entrant], unserved: int = 0) -> MovieNight:
    """A fresh shortlist: picks up to five beside the suggestions and films with votes; the rest waits in reserve.

    `unserved` attendees have none of their own ten best among the picks. Without a film to show, the list stays as it
    is.
    """
    _check_before_decision(night)
    voted = frozenset().union(*night.poll.ballots.values())
    staying = [one for one in night.poll.entrants if one.suggested_by is not None or one.movie_id in voted]
    known = {one.movie_id for one in staying} | night.gone
    fresh = [one for one in picks if one.movie_id not in known]
    if not fresh and not staying:
        raise NotPossible("I find no film that everybody here may be shown; suggest one.")
    picked = sum(one.suggested_by is None for one in staying)
    room = max(0, min(SHORTLIST_LENGTH - picked, LONGEST_SHORTLIST - len(staying)))
    listed = (*fresh[:room], *staying)
    # While the vote is open films keep their places: moved behind the others, those with votes would be told from them.
    is_open = night.stage is Stage.VOTING
    return replace(
        night,
        stage=max(night.stage, Stage.CHOOSING),
        poll=night.poll.relisted(listed) if is_open else replace(night.poll, entrants=listed),
        reserve=tuple(fresh[room:]),
        picked_for=len(night.attendees),
        unserved=unserved,
    )


def line_up(night: MovieNight, reserve: Sequence[Entrant], unserved: int) -> MovieNight:
    """Others wait to step up, best first; `unserved` attendees find none of their own ten best once the first does."""
    taken = night.poll.movie_ids | night.gone
    waiting = tuple(one for one in reserve if one.movie_id not in taken)
    return replace(night, poll=night.poll.renewed(waiting[:1]), reserve=waiting, unserved=unserved)


def suggest(night: MovieNight, member: str, film: Entrant) -> MovieNight:
    """A member's own film, two each. It is refused for no verdict of anybody's: that would tell it."""
    _check_before_decision(night)
    if film.movie_id in night.poll.movie_ids:
        raise NotPossible("That film is on the list already; vote for it.")
    if film.movie_id in night.gone:
        raise NotPossible("That film has left the list of this night; suggest another one.")
    if len(night.poll.entrants) >= LONGEST_SHORTLIST:
        raise NotPossible(
            "The list has {count} films, which is enough to choose from; vote for one of them.", count=LONGEST_SHORTLIST
        )
    if sum(one.suggested_by == member for one in night.poll.entrants) >= SUGGESTIONS_EACH:
        raise NotPossible("You have suggested {count} films; take one back first.", count=SUGGESTIONS_EACH)
    reserve = tuple(one for one in night.reserve if one.movie_id != film.movie_id)
    entered = night.poll.entered(replace(film, suggested_by=member))
    return replace(night, poll=entered, reserve=reserve)


def take_back(night: MovieNight, member: str, movie_id: int) -> MovieNight:
    """A suggestion leaves by the hand of who made it."""
    _check_before_decision(night)
    if not any(one.movie_id == movie_id and one.suggested_by == member for one in night.poll.entrants):
        raise NotPossible("That film is not one that you suggested.")
    if night.stage is Stage.VOTING and len(night.poll.entrants) == 1:
        raise NotPossible("That is the last film on the list; suggest another one first.")
    return replace(night, poll=night.poll.without(movie_id))


def drop(night: MovieNight, actor: Actor, movie_id: int) -> MovieNight:
    """The host takes a film off the list."""
    _check_leads(night, actor)
    _check_before_decision(night)
    return _gone(night, movie_id)


def veto(night: MovieNight, member: str, movie_id: int) -> MovieNight:
    """An attendee's one secret veto: nothing that others see tells it from a drop."""
    _check_before_decision(night)
    if member not in night.attendees:
        raise NotPossible("A veto is for those who come: say that you are in first.")
    if member in night.vetoed_by:
        raise NotPossible("You have used your veto for this night.")
    return replace(_gone(night, movie_id), vetoed_by=night.vetoed_by | {member})


def open_vote(
    night: MovieNight,
    actor: Actor,
    now: datetime,
    ends_at: datetime | None = None,
    are_counts_open: bool = False,
    quorum: int = 0,
) -> MovieNight:
    """The vote begins; it ends half an hour before the start unless another end is named."""
    _check_leads(night, actor)
    if night.stage is Stage.VOTING:
        raise NotNow("The vote is open already.")
    _check_before_decision(night)
    if not night.poll.entrants:
        raise NotPossible("There is nothing to vote on yet: ask for picks, or suggest a film.")
    ends_at = ends_at or max(now, night.start_at - VOTE_ENDS_BEFORE_START)
    if not now <= ends_at <= night.start_at:
        raise NotPossible("The vote has to end between now and the start of the night.")
    poll = replace(night.poll, quorum=quorum)
    return replace(night, stage=Stage.VOTING, poll=poll, vote_ends_at=ends_at, are_counts_open=are_counts_open)


def vote(night: MovieNight, member: str, movie_ids: Collection[int]) -> MovieNight:
    """A member's whole ballot. To vote is to say that one comes, for those who have not said that they can't."""
    if night.stage is not Stage.VOTING:
        raise NotNow("No vote is open.") if night.stage < Stage.VOTING else NotNow("The vote is over.")
    if not night.poll.movie_ids >= frozenset(movie_ids):
        raise NotPossible("That film is no longer on the list; vote for another.")
    if night.answers.get(member) is Presence.OUT:
        raise NotPossible("Votes are for those who come: say that you are in first.")
    return replace(answer(night, member, Presence.IN), poll=night.poll.cast(member, movie_ids))


def close_vote(night: MovieNight, actor: Actor, now: datetime) -> MovieNight:
    """The host ends the vote."""
    _check_leads(night, actor)
    if night.stage is not Stage.VOTING:
        raise NotNow("No vote is open.")
    return _decided(night, now)


def cancel(night: MovieNight, actor: Actor, now: datetime) -> MovieNight:
    """The night does not take place."""
    _check_leads(night, actor)
    _check_before_start(night)
    return _cancelled(night, now)


def expect(night: MovieNight, landings: Mapping[str, Landing]) -> MovieNight:
    """Notes where the attendees are expected to land with the winner; others are passed over."""
    if night.result is None or not night.was_shown:
        raise NotNow("No film is chosen.")
    return replace(night, landings={member: landings[member] for member in night.attendees if member in landings})


def tap(night: MovieNight, member: str, said: Tap, now: datetime) -> MovieNight:
    """What a member thought of the film, for a week; a later tap takes the place of an earlier one."""
    if night.stage is not Stage.OVER:
        raise (
            NotNow("Tell me after the film.") if night.stage < Stage.OVER else NotNow("That night did not take place.")
        )
    if not night.was_shown:
        raise NotNow("The film of that night was not watched after all.")
    if now > night.ends_at + TAPS_OPEN_FOR:
        raise NotNow("That night is long over; tell me of the film with like, dislike or seen.")
    return replace(night, taps={**night.taps, member: said})


def undo_shown(night: MovieNight, actor: Actor, now: datetime) -> MovieNight:
    """The film was not watched after all: the night counts for nobody, and what was tapped stays said."""
    _check_leads(night, actor)
    if night.stage is not Stage.OVER or now > night.ends_at + TAPS_OPEN_FOR:
        raise NotNow("That can be undone in the week after the film.")
    return replace(night, was_shown=False, landings={})


def moved_on(night: MovieNight, now: datetime) -> MovieNight:
    """The night after all that the clock has done up to now: the vote ends, the film starts, the evening is over.

    A night with nobody in is called off at its start; one without a list waits for picks until it would be over.
    """
    if night.stage is Stage.VOTING and night.vote_ends_at is not None and night.vote_ends_at <= now:
        night = _decided(night, night.vote_ends_at)
    if night.stage < Stage.RUNNING and night.start_at <= now:
        night = _started(night, now)
    if night.stage is Stage.RUNNING and night.ends_at <= now:
        night = replace(night, stage=Stage.OVER)
    return night


def _started(night: MovieNight, now: datetime) -> MovieNight:
    if not night.attendees:
        return _cancelled(night, night.start_at)
    decided = night if night.stage is Stage.DECIDED else _decided(night, night.start_at)
    if decided.result is not None:
        return replace(decided, stage=Stage.RUNNING)
    return _cancelled(night, night.ends_at) if night.ends_at <= now else night


def _cancelled(night: MovieNight, at: datetime) -> MovieNight:
    return replace(night, stage=Stage.CANCELLED, settled_at=at, revision=night.revision + 1)


def _decided(night: MovieNight, at: datetime) -> MovieNight:
    result = night.poll.result()
    if result is None:
        return night
    return replace(night, stage=Stage.DECIDED, result=result, settled_at=at, revision=night.revision + 1)


def _gone(night: MovieNight, movie_id: int) -> MovieNight:
    """The film leaves and the next of the reserve steps up."""
    if movie_id not in night.poll.movie_ids:
        raise NotPossible("That film is not on the list.")
    if len(night.poll.entrants) == 1 and not night.reserve:
        raise NotPossible("That is the last film on the list; suggest another one first.")
    poll: Poll = night.poll.without(movie_id)
    for successor in night.reserve[:1]:
        poll = poll.entered(successor)
    return replace(night, poll=poll, reserve=night.reserve[1:], gone=night.gone | {movie_id})


def _check_start(start_at: datetime, now: datetime) -> None:
    if start_at <= now:
        raise NotPossible("That time has passed; name a later one.")
    if start_at > now + timedelta(days=DAYS_AHEAD):
        raise NotPossible("That is more than {days} days ahead; name an earlier time.", days=DAYS_AHEAD)


def _check_leads(night: MovieNight, actor: Actor) -> None:
    if not actor.leads(night):
        raise NotYours("That is for the host of this night, or for those who manage this place.")


def _check_not_ended(night: MovieNight) -> None:
    if night.stage >= Stage.OVER:
        raise NotNow("That night is over.") if night.stage is Stage.OVER else NotNow("That night is cancelled.")


def _check_before_start(night: MovieNight) -> None:
    _check_not_ended(night)
    if night.stage is Stage.RUNNING:
        raise NotNow("The film is running.")


def _check_before_decision(night: MovieNight) -> None:
    _check_before_start(night)
    if night.stage is Stage.DECIDED:
        raise NotNow("The film is chosen.")


def _nameless(entrant: Entrant, member: str) -> Entrant:
    return replace(entrant, suggested_by="") if entrant.suggested_by == member else entrant


def _without(said: Mapping[str, _Said], member: str) -> Mapping[str, _Said]:
    return {one: value for one, value in said.items() if one != member}


def _put_last(answers: Mapping[str, Presence], member: str, presence: Presence) -> Mapping[str, Presence]:
    return {**_without(answers, member), member: presence}
