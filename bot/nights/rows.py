"""A night as rows: what belongs to everybody in one, and one for each member, so that nobody leaves a trace behind."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from bot.nights.due import moves_at
from bot.nights.night import Landing, MovieNight, Presence, Room, Stage, Tap
from bot.nights.poll import DecidedBy, Entrant, Poll, Result
from bot.nights.repeats import Repeat

Row = Mapping[str, Any]


def night_row(night: MovieNight) -> Row:
    """What is kept of the night itself; it names no member."""
    return {
        "night_id": night.night_id,
        "platform": night.room.platform,
        "space": night.room.space,
        "channel": night.room.channel,
        "open_channel": night.room.channel if night.stage < Stage.OVER else None,
        "stage": night.stage.value,
        "start_at": night.start_at,
        "moves_at": moves_at(night),
        "details": _details(night),
    }


def member_rows(night: MovieNight) -> Mapping[str, Row]:
    """What is kept of every member whom the night names."""
    suggested = [one.suggested_by for one in night.poll.entrants if one.suggested_by]
    named = dict.fromkeys(
        (*night.answers, *night.poll.ballots, *night.vetoed_by, *night.taps, *night.landings, *suggested, night.host)
    )
    return {member: _member_row(night, member, place) for place, member in enumerate(named) if member}


def night_of(row: Row, of_members: Iterable[Row]) -> MovieNight:
    """The night that these rows keep. Where a member's row has been removed, they have left, as `rules.left` says."""
    members = {one["member"]: one for one in sorted(of_members, key=lambda one: one["position"])}
    details = row["details"]
    suggested_by = {movie_id: member for member, one in members.items() for movie_id in one["suggested"]}
    entrants = tuple(_entrant(kept, suggested_by) for kept in details["entrants"])
    answers = {member: Presence(one["presence"]) for member, one in members.items() if one["presence"]}
    hosts = [member for member, one in members.items() if one["is_host"]]
    hosts += [member for member, presence in answers.items() if presence is Presence.IN]
    ballots = {member: frozenset(one["ballot"]) for member, one in members.items() if one["ballot"]}
    landings = {member: Landing(one["satisfaction"], one["chance"]) for member, one in members.items()}
    return MovieNight(
        night_id=row["night_id"],
        room=Room(row["platform"], row["space"], row["channel"]),
        host=next(iter(hosts), ""),
        start_at=row["start_at"],
        planned_at=datetime.fromisoformat(details["planned_at"]),
        zone=details["zone"],
        theme=details["theme"],
        place=details["place"],
        repeat=details["repeat"] and _repeat(details["repeat"]),
        is_blind=details["is_blind"],
        event_id=details["event_id"],
        revision=details["revision"],
        stage=Stage(row["stage"]),
        answers=answers,
        poll=Poll(entrants, ballots, details["quorum"]),
        reserve=tuple(_entrant(kept, {}) for kept in details["reserve"]),
        gone=frozenset(details["gone"]),
        vetoed_by=frozenset(member for member, one in members.items() if one["has_vetoed"]),
        vote_ends_at=_moment(details["vote_ends_at"]),
        are_counts_open=details["are_counts_open"],
        result=details["result"] and _result(details["result"], entrants),
        settled_at=_moment(details["settled_at"]),
        landings={member: landing for member, landing in landings.items() if landing != Landing()},
        taps={member: Tap(one["tap"]) for member, one in members.items() if one["tap"]},
        was_shown=details["was_shown"],
        picked_for=details["picked_for"],
        unserved=details["unserved"],
    )


def _details(night: MovieNight) -> Row:
    return {
        "planned_at": night.planned_at.isoformat(),
        "zone": night.zone,
        "theme": night.theme,
        "place": night.place,
        "repeat": night.repeat and _kept_repeat(night.repeat),
        "is_blind": night.is_blind,
        "event_id": night.event_id,
        "revision": night.revision,
        "entrants": [_kept_entrant(one) for one in night.poll.entrants],
        "quorum": night.poll.quorum,
        "reserve": [_kept_entrant(one) for one in night.reserve],
        "gone": sorted(night.gone),
        "vote_ends_at": night.vote_ends_at and night.vote_ends_at.isoformat(),
        "are_counts_open": night.are_counts_open,
        "result": night.result and asdict(night.result) | {"winner": night.result.winner.movie_id},
        "settled_at": night.settled_at and night.settled_at.isoformat(),
        "was_shown": night.was_shown,
        "picked_for": night.picked_for,
        "unserved": night.unserved,
    }


def _member_row(night: MovieNight, member: str, place: int) -> Row:
    landing = night.landings.get(member, Landing())
    return {
        "night_id": night.night_id,
        "platform": night.room.platform,
        "space": night.room.space,
        "member": member,
        "position": place,
        "presence": night.answers.get(member),
        "is_host": member == night.host,
        "suggested": [one.movie_id for one in night.poll.entrants if one.suggested_by == member],
        "ballot": sorted(night.poll.ballots.get(member, ())),
        "has_vetoed": member in night.vetoed_by,
        "satisfaction": landing.satisfaction,
        "chance": landing.chance,
        "tap": night.taps.get(member),
    }


def _kept_entrant(entrant: Entrant) -> Row:
    """Without the name of who suggested it, which stands in their own row."""
    is_suggested = entrant.suggested_by is not None
    kept = {"movie_id": entrant.movie_id, "fit": entrant.fit, "minutes": entrant.minutes}
    return kept | {"is_suggested": is_suggested, "labels": entrant.labels}


def _entrant(kept: Row, suggested_by: Mapping[int, str]) -> Entrant:
    member = suggested_by.get(kept["movie_id"], "") if kept["is_suggested"] else None
    return Entrant(kept["movie_id"], kept["fit"], member, kept["minutes"], tuple(kept["labels"]))


def _result(kept: Row, entrants: Iterable[Entrant]) -> Result:
    winner = next(one for one in entrants if one.movie_id == kept["winner"])
    return Result(winner, kept["votes"], kept["voters"], DecidedBy(kept["decided_by"]))


def _kept_repeat(repeat: Repeat) -> Row:
    return {"weekdays": sorted(repeat.weekdays), "clock": repeat.clock.isoformat()}


def _repeat(kept: Row) -> Repeat:
    return Repeat(frozenset(kept["weekdays"]), time.fromisoformat(kept["clock"]))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
