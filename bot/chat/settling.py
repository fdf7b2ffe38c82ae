"""How the bot behaves in a space: shown to everybody, changed by those who manage it."""

from bot.chat import words_of_settings as words
from bot.chat.commands import ChangeSetting, ShowSettings
from bot.chat.filters import word_of
from bot.chat.language import _, languages, own_name, speaking, spoken
from bot.chat.reply import Button, Menu, Reply
from bot.chat.sender import Sender, Space
from bot.chat.space_settings import Planners, SettingsStore, SpaceSettings
from bot.chat.space_settings.reading import BadValue, read_change
from bot.chat.words_of_films import genre_word
from bot.chat.words_of_lists import mood_word
from bot.recommend.scoring import Mood

_MOST_OF_EACH = 4
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
        all_settings = Button(_("All settings"), ShowSettings())
        if not sender.manages:
            sentence = words.no_server() if sender.space is None else words.not_yours(space.name)
            return Reply(sentence, buttons=(all_settings,), private=True)
        if command.name == "reset" and command.value.lower() != _CONFIRMED:
            put_back = Button(_("Put everything back"), ChangeSetting("reset", _CONFIRMED))
            return Reply(words.ask_reset(), buttons=(put_back, Button(_("Leave it"), ShowSettings())), private=True)
        try:
            how = read_change(command.name, command.value, sender.channel)
            settings = await self._store.change(sender.platform, space.key, how)
        except BadValue as bad:
            nearest = tuple(Button(_label(one, command), one) for one in bad.nearest)
            return Reply(str(bad), buttons=nearest or (all_settings,), private=True)
        with speaking(settings.language if command.name == "language" and settings.language else spoken()):
            said = words.reset() if command.name == "reset" else words.line_of(command.name, settings)
            return Reply(said, buttons=(Button(_("All settings"), ShowSettings()),), private=True)


def _label(nearest: ChangeSetting, said: ChangeSetting) -> str:
    return nearest.value if nearest.name == said.name else f"{nearest.name} {nearest.value}"


def _likely_changes(settings: SpaceSettings, sender: Sender) -> Menu:
    choices = [
        *(
            Button(_("Start in the {mood} mood", mood=mood_word(mood)), ChangeSetting("mood", mood.value))
            for mood in Mood
            if mood != settings.mood
        ),
        *_changes_of_language(settings),
        *_changes_of_channels(settings, sender),
        *_changes_of_genres(settings),
        Button(_("Leave out NC-17 and X"), ChangeSetting("adult", "off"))
        if settings.adult
        else Button(_("Recommend NC-17 and X too"), ChangeSetting("adult", "on")),
        Button(_("Only managers plan movie nights"), ChangeSetting("planning", Planners.MANAGERS))
        if settings.planning is Planners.EVERYBODY
        else Button(_("Let everybody plan movie nights"), ChangeSetting("planning", Planners.EVERYBODY)),
        *_changes_of_commands(settings),
    ]
    if settings != SpaceSettings():
        choices.append(Button(_("Put everything back"), ChangeSetting("reset", "")))
    return Menu(_("Change a setting"), tuple(choices))


def _changes_of_channels(settings: SpaceSettings, sender: Sender) -> list[Button]:
    name, here = words.cut(sender.channel.name), ChangeSetting("channels", "here")
    everywhere = Button(_("Answer in every channel"), ChangeSetting("channels", "everywhere"))
    if settings.channels and (not sender.channel.key or settings.channels == (sender.channel,)):
        return [everywhere]
    if not settings.channels:
        return [Button(_("Answer in {channel} only", channel=f"#{name}"), here)] if sender.channel.key else []
    if settings.answers_in(sender.channel):
        label = _("Answer in {channel} no longer", channel=f"#{name}")
    else:
        label = _("Answer in {channel} too", channel=f"#{name}")
    return [Button(label, here), everywhere]


def _changes_of_language(settings: SpaceSettings) -> list[Button]:
    others = [language for language in languages() if language != settings.language]
    return [Button(own_name(language), ChangeSetting("language", language)) for language in others[:_MOST_OF_EACH]]


def _changes_of_genres(settings: SpaceSettings) -> list[Button]:
    hidden = settings.hidden_genres[:_MOST_OF_EACH]
    hide = [] if "Horror" in hidden else [Button(_("Never recommend horror"), ChangeSetting("hide", "horror"))]
    return [
        *hide,
        *(
            Button(_("Recommend {genre} again", genre=genre_word(genre)), ChangeSetting("show", word_of(genre)))
            for genre in hidden
        ),
    ]


def _changes_of_commands(settings: SpaceSettings) -> list[Button]:
    waits = [name for name, _ in settings.cooldowns]
    slower = [] if "recommend" in waits else [(_("30 seconds between two lists"), "cooldown", "recommend 30s")]
    quicker = [(_("No wait for {command}", command=name), "cooldown", f"{name} off") for name in waits[:_MOST_OF_EACH]]
    again = [(_("Switch {command} on again", command=name), "on", name) for name in settings.off[:_MOST_OF_EACH]]
    return [Button(label, ChangeSetting(name, value)) for label, name, value in (*slower, *quicker, *again)]
