"""Replies as text for people and as JSON for scripts."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from bot.chat.grammar import spell
from bot.chat.marks import in_plain
from bot.chat.night_commands import ShowNight
from bot.chat.reply import Attachment, Button, Card, Reply

_OF_NIGHT = re.compile(r" of night [a-z0-9]+$")


def as_text(reply: Reply) -> str:
    """The reply for a person at a terminal; a button shows the line to say instead of pressing it."""
    parts = [in_plain(reply.text)]
    parts += [_card_text(place, card) for place, card in enumerate(reply.cards, start=1)]
    if reply.picture:
        parts.append(f"[picture] {reply.picture.alt}")
    if reply.buttons:
        parts.append(_said_by(reply.buttons))
    if reply.menu:
        parts.append(f"{reply.menu.label}: {_said_by(reply.menu.choices)}")
    parts += [f"--- {file.name}\n{_text(file)}" for file in reply.files]
    if reply.updated is not None:
        parts.append(as_text(reply.updated))
    return "\n".join(parts)


def as_json(reply: Reply, images: Mapping[int, str]) -> dict[str, Any]:
    """The reply as JSON values; `images` holds each card's picture by film id, a path or an address."""
    shown = reply.updated or reply
    return {
        "text": in_plain(reply.text),
        "private": reply.private,
        "cards": [_card_json(card, images) for card in shown.cards],
        "buttons": [
            _button_json(button) for button in (*reply.buttons, *(reply.updated.buttons if reply.updated else ()))
        ],
        "menu": [_button_json(choice) for choice in reply.menu.choices] if reply.menu else [],
        "picture": {"alt": reply.picture.alt, "png": b64encode(reply.picture.content).decode()}
        if reply.picture
        else None,
        "files": [{"name": file.name, "text": _text(file)} for file in reply.files],
    }


def _text(file: Attachment) -> str:
    return file.content.decode("utf-8-sig")


def _said_by(buttons: Sequence[Button]) -> str:
    """What to type for each button; at a terminal there is one night, and nobody types its id."""
    told = [button for button in buttons if not isinstance(button.command, ShowNight)]
    return "   ".join(f"[{button.label}] {_OF_NIGHT.sub('', spell(button.command))}" for button in told)


def _card_text(place: int, card: Card) -> str:
    facts = [", ".join(card.movie.genres)]
    if minutes := card.poster.runtime_minutes or card.movie.runtime_minutes:
        facts.append(f"{minutes} min")
    if card.poster.imdb_rating is not None:
        facts.append(f"IMDb {card.poster.imdb_rating}")
    told = " · ".join(fact for fact in facts if fact)
    body = f"\n    {in_plain(card.body)}" if card.body else ""
    return f"{place:>2}. {card.movie}{f'  [{told}]' if told else ''}{body}"


def _card_json(card: Card, images: Mapping[int, str]) -> dict[str, Any]:
    return {
        "movieId": card.movie.movie_id,
        "title": card.movie.title,
        "year": card.movie.year,
        "body": in_plain(card.body),
        "image": images.get(card.movie.movie_id, card.poster.link),
        "buttons": [_button_json(button) for button in card.buttons],
    }


def _button_json(button: Button) -> dict[str, str]:
    return {"label": button.label, "token": spell(button.command)}
