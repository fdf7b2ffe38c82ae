"""How the bot behaves in a space: shown to everybody, changed by those who manage it."""

from bot.chat import words_of_settings as words
from bot.chat.commands import ChangeSetting, ShowSettings
from bot.chat.reply import Button, Menu, Reply
from bot.chat.sender import Sender, Space
from bot.chat.space_settings import Planners, SettingsStore, SpaceSettings
from bot.chat.space_settings.reading import BadValue, read_change, word_of_genre
from bot.recommend.scoring import Mood

_MOST_OF_EACH = 5
_CONFIRMED = "everything"


class Settling:
    """Answers about a space's settings."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store

    async def show(self, sender: Sender, space: Space) -> Reply:
        """All settings on one screen, with a menu of likely changes for those who may make them."""
        settings = await self._store.of(sender.platform, space.key)
        menu = _likely_changes(settings, sender) if sender.manages else None
        return Reply(words.screen(space.name, settings, sender.manages), menu=menu, private=True)

    async def change(self, command: ChangeSetting, sender: Sender, space: Space) -> Reply:
        """Changes one setting, or says what would be right; everything is put back only once that is confirmed."""
        all_settings = Button("All settings", ShowSettings())
        if not sender.manages:
            sentence = words.NO_SERVER if sender.space is None else words.not_yours(space.name)
            return Reply(sentence, buttons=(all_settings,), private=True)
        if command.name == "reset" and command.value.lower() != _CONFIRMED:
            put_back = Button("Put everything back", ChangeSetting("reset", _CONFIRMED))
            return Reply(words.ASK_RESET, buttons=(put_back, Button("Leave it", ShowSettings())), private=True)
        try:
            how = read_change(command.name, command.value, sender.channel)
            settings = await self._store.change(sender.platform, space.key, how)
        except BadValue as bad:
            nearest = tuple(Button(_label(one, command), one) for one in bad.nearest)
            return Reply(str(bad), buttons=nearest or (all_settings,), private=True)
        said = words.RESET if command.name == "reset" else words.line_of(command.name, settings)
        return Reply(said, buttons=(all_settings,), private=True)


def _label(nearest: ChangeSetting, said: ChangeSetting) -> str:
    return nearest.value if nearest.name == said.name else f"{nearest.name} {nearest.value}"


def _likely_changes(settings: SpaceSettings, sender: Sender) -> Menu:
    choices = [
        *(
            Button(f"Start in the {mood} mood", ChangeSetting("mood", mood.value))
            for mood in Mood
            if mood != settings.mood
        ),
        *_changes_of_channels(settings, sender),
        *_changes_of_genres(settings),
        Button("Leave out NC-17 and X", ChangeSetting("adult", "off"))
        if settings.adult
        else Button("Recommend NC-17 and X too", ChangeSetting("adult", "on")),
        Button("Only managers plan movie nights", ChangeSetting("planning", Planners.MANAGERS))
        if settings.planning is Planners.EVERYBODY
        else Button("Let everybody plan movie nights", ChangeSetting("planning", Planners.EVERYBODY)),
        *_changes_of_commands(settings),
    ]
    if settings != SpaceSettings():
        choices.append(Button("Put everything back", ChangeSetting("reset", "")))
    return Menu("Change a setting", tuple(choices))


def _changes_of_channels(settings: SpaceSettings, sender: Sender) -> list[Button]:
    name, here = words.cut(sender.channel.name), ChangeSetting("channels", "here")
    everywhere = Button("Answer in every channel", ChangeSetting("channels", "everywhere"))
    if settings.channels and (not sender.channel.key or settings.channels == (sender.channel,)):
        return [everywhere]
    if not settings.channels:
        return [Button(f"Answer in #{name} only", here)] if sender.channel.key else []
    label = f"Answer in #{name} no longer" if settings.answers_in(sender.channel) else f"Answer in #{name} too"
    return [Button(label, here), everywhere]


def _changes_of_genres(settings: SpaceSettings) -> list[Button]:
    hidden = [word_of_genre(genre) for genre in settings.hidden_genres[:_MOST_OF_EACH]]
    hide = [] if "horror" in hidden else [Button("Never recommend horror", ChangeSetting("hide", "horror"))]
    return [*hide, *(Button(f"Recommend {word} again", ChangeSetting("show", word)) for word in hidden)]


def _changes_of_commands(settings: SpaceSettings) -> list[Button]:
    waits = [name for name, _ in settings.cooldowns]
    slower = [] if "recommend" in waits else [("30 seconds between two lists", "cooldown", "recommend 30s")]
    quicker = [(f"No wait for {name}", "cooldown", f"{name} off") for name in waits[:_MOST_OF_EACH]]
    again = [(f"Switch {name} on again", "on", name) for name in settings.off[:_MOST_OF_EACH]]
    return [Button(label, ChangeSetting(name, value)) for label, name, value in (*slower, *quicker, *again)]
