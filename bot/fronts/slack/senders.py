"""Who is talking to us on Slack: names and rights, asked of Slack and remembered for ten minutes."""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.marks import Person, marked
from bot.chat.reply import Reply
from bot.chat.sender import Channel, Sender
from bot.errors import OutsideError
from bot.fronts.slack.delivery import Place
from bot.fronts.slack.mrkdwn import People
from bot.fronts.slack.refusals import Refused, translated
from bot.fronts.slack.workspace import PLATFORM, Workspace

REMEMBERED_S = 600.0
MOST_ASKED = 50

_MOST_REMEMBERED = 10_000
_UNKNOWN = frozenset({"user_not_found", "user_not_visible", "users_not_found"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack tells of a member; `is_gone` when they are no longer in the workspace. `locale` is as in "de-DE"."""

    name: str
    manages: bool = False
    is_gone: bool = False
    locale: str = ""


class Senders:
    """Tells senders from Slack's ids."""

    def __init__(self, client: AsyncWebClient, workspace: Workspace) -> None:
        self._client = client
        self._workspace = workspace
        self._profiles: dict[str, tuple[Profile, float]] = {}
        self._channels: dict[str, str] = {}

    async def of(self, place: Place, manner: str, is_addressed: bool, channel_name: str = "") -> Sender:
        """The sender who spoke at this place; raises OutsideError when Slack does not tell who they are."""
        profile = await self.profile(place.member)
        return Sender(
            PLATFORM,
            place.member,
            profile.name,
            self._workspace.space,
            is_direct=is_addressed,
            channel=Channel("", "") if place.is_alone else await self._channel(place.channel, channel_name),
            manages=profile.manages,
            manner=manner,
            locale=profile.locale,
        )

    async def profile(self, member: str) -> Profile:
        """What Slack tells of the member, at most ten minutes old."""
        now = asyncio.get_running_loop().time()
        known = self._profiles.get(member)
        if known and known[1] > now:
            return known[0]
        profile = await self._ask(member)
        self._profiles.pop(member, None)
        self._profiles[member] = (profile, now + REMEMBERED_S)
        if len(self._profiles) > _MOST_REMEMBERED:
            del self._profiles[next(iter(self._profiles))]
        return profile

    async def people_in(self, reply: Reply) -> People:
        """The names of those whom the reply speaks of."""
        choices = reply.menu.choices if reply.menu else ()
        labels = (button.label for button in (*reply.buttons, *choices))
        texts = [reply.text, *(card.body for card in reply.cards), *labels]
        keys = {part.key for text in texts for part in marked(text) if isinstance(part, Person)}
        return People(await self._names(keys), reply.calls)

    async def gone_of(self, members: Collection[str]) -> Collection[str]:
        """Those of the members who have left the workspace; asks about at most MOST_ASKED of them."""
        asked = sorted(members)[:MOST_ASKED]
        profiles = await asyncio.gather(*(self.profile(member) for member in asked))
        return [member for member, profile in zip(asked, profiles, strict=True) if profile.is_gone]

    async def _names(self, keys: Iterable[str]) -> Mapping[str, str]:
        asked = list(keys)
        found = await asyncio.gather(*(self.profile(key) for key in asked), return_exceptions=True)
        named = zip(asked, found, strict=True)
        return {key: profile.name for key, profile in named if isinstance(profile, Profile) and profile.name}

    async def _ask(self, member: str) -> Profile:
        try:
            with translated():
                user = (await self._client.users_info(user=member, include_locale=True))["user"]
        except Refused as refused:
            if refused.code in _UNKNOWN:
                return Profile(member, is_gone=True)
            raise
        shown = user.get("profile", {})
        name = shown.get("display_name") or shown.get("real_name") or user.get("real_name") or user.get("name")
        manages = bool(user.get("is_admin") or user.get("is_owner"))
        return Profile(str(name or member), manages, bool(user.get("deleted")), str(user.get("locale") or ""))

    async def _channel(self, key: str, name: str) -> Channel:
        """The channel with its name, for which Slack is asked once; it goes without where Slack does not tell it."""
        if not name and key not in self._channels:
            try:
                with translated():
                    found = (await self._client.conversations_info(channel=key))["channel"]
                self._channels[key] = str(found.get("name") or "")
            except OutsideError:
                return Channel(key, "")
        return Channel(key, name or self._channels[key])
