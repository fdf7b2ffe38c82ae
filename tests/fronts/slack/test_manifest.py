"""The manifest asks for what the code needs, and for nothing else."""

import re
import subprocess
from pathlib import Path

from bot.chat.entries import ENTRIES
from bot.fronts.slack.answering import WHOLE
from bot.fronts.slack.forms import SHORTCUTS
from bot.fronts.slack.installing import SCOPES
from bot.fronts.slack.shortcuts import LIKE_MESSAGE

ROOT = Path(__file__).parents[3]
MANIFEST = (ROOT / "slack" / "manifest.yaml").read_text(encoding="utf-8")
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "fronts" / "slack").glob("*.py"))

# What Slack asks for, by method and by event: https://docs.slack.dev/reference/scopes
SCOPES_OF_METHODS = {
    "auth_test": (),
    "apps_connections_open": (),  # the app-level token's connections:write
    "chat_postEphemeral": ("chat:write",),
    "chat_postMessage": ("chat:write", "chat:write.public"),
    "chat_update": ("chat:write",),
    "conversations_history": ("channels:history", "groups:history"),
    "conversations_replies": ("channels:history", "groups:history", "im:history"),
    "conversations_info": ("channels:read", "groups:read"),
    "conversations_open": ("im:write",),
    "files_info": ("files:read",),
    "files_upload_v2": ("files:write",),
    "send_dict": (),  # to the address that came with a command or a press
    "users_info": ("users:read",),
    "views_open": (),
    "views_publish": (),
}
SCOPES_OF_EVENTS = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_deleted": ("channels:read",),
    "group_deleted": ("groups:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "tokens_revoked": (),
}


def _list(key: str) -> list[str]:
    """The items of a list of words in the manifest."""
    (items,) = re.findall(rf"^ *{key}:\n((?: +- .+\n)+)", MANIFEST, re.MULTILINE)
    return re.findall(r"- (\S+)", items)


def test_every_command_is_in_the_manifest_with_what_it_does() -> None:
    told = dict(re.findall(r'- command: (\S+)\n +description: "(.+)"\n', MANIFEST))
    assert list(told) == [WHOLE, *(f"/{entry.name}" for entry in ENTRIES)]
    assert len(told) <= 50
    for entry in ENTRIES:
        assert told[f"/{entry.name}"].casefold() == entry.does.casefold()
    hints = dict(re.findall(r'- command: /(\S+)\n +description: .+\n +usage_hint: "(.+)"\n', MANIFEST))
    assert {name: hint for name, hint in hints.items() if name != "reelmates"} == {
        entry.name: entry.takes for entry in ENTRIES if entry.takes
    }
    assert MANIFEST.count("should_escape: true") == len(told)


def test_the_scopes_are_those_that_methods_and_events_need() -> None:
    methods = set(re.findall(r"client\.([a-z]+_\w+)\(", SOURCE))
    assert methods <= set(SCOPES_OF_METHODS)
    assert set(SCOPES_OF_METHODS) <= methods
    needed = {scope for scopes in (*SCOPES_OF_METHODS.values(), *SCOPES_OF_EVENTS.values()) for scope in scopes}
    assert _list("bot") == sorted(needed | {"commands"})


def test_whoever_installs_the_app_is_asked_for_the_same_scopes() -> None:
    assert list(SCOPES) == _list("bot")


def test_the_events_are_those_that_we_listen_to() -> None:
    subscribed = _list("bot_events")
    assert subscribed == sorted(SCOPES_OF_EVENTS)
    listened = re.findall(r'\("(\w+)", (?:middleware=\[)?self\._on_', SOURCE)
    assert {name.split(".")[0] for name in subscribed} == set(listened)


def test_the_shortcuts_are_those_that_we_answer() -> None:
    assert re.findall(r"callback_id: (\S+)", MANIFEST) == [*SHORTCUTS, LIKE_MESSAGE]


def test_it_is_ready_for_socket_mode_home_and_buttons() -> None:
    for line in ("socket_mode_enabled: true", "home_tab_enabled: true", "messages_tab_read_only_enabled: false"):
        assert line in MANIFEST
    assert re.search(r"interactivity:\n +is_enabled: true", MANIFEST)


def test_for_http_everything_is_sent_to_one_address_and_nothing_else_changes() -> None:
    def printed(*address: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([ROOT / "scripts" / "slack-manifest", *address], capture_output=True, text=True)

    told = printed("https://bot.example.org").stdout.splitlines()
    events = "https://bot.example.org/slack/events"
    added = [line.strip() for line in told if line not in MANIFEST.splitlines()]
    assert added == [
        *[f"url: {events}"] * MANIFEST.count("- command: "),
        "redirect_urls:",
        "- https://bot.example.org/slack/oauth_redirect",
        f"request_url: {events}",
        f"request_url: {events}",
        f"message_menu_options_url: {events}",
        "socket_mode_enabled: false",
    ]
    assert [line for line in MANIFEST.splitlines() if line not in told] == ["  socket_mode_enabled: true"]
    assert printed("bot.example.org").returncode == 1
