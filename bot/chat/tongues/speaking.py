"""The language a member is answered in: shown, chosen and taken back."""

from bot.chat.commands import Speak
from bot.chat.language import _, joined, language_called, languages, name_of, own_name, speaking, spoken
from bot.chat.reply import Button, Reply
from bot.chat.sender import Sender
from bot.chat.tongues.store import Tongues
from bot.chat.words import quoted

_DEFAULT = "default"


class Speaking:
    """Answers about the member's own language."""

    def __init__(self, tongues: Tongues) -> None:
        self._tongues = tongues

    async def answer(self, command: Speak, sender: Sender) -> Reply:
        """Shows the languages to choose from, keeps the one that is named, or goes by the place again."""
        if command.language == _DEFAULT:
            await self._tongues.choose(sender.platform, sender.member, "")
            return Reply(_("From your next line on I answer you in the language of the place."), private=True)
        language = language_called(command.language)
        if language is None:
            return _offered(command.language)
        await self._tongues.choose(sender.platform, sender.member, language)
        with speaking(language):
            back = Button(_("As the place does"), Speak(_DEFAULT))
            return Reply(_("From now on I answer you in English."), buttons=(back,), private=True)


def _offered(said: str) -> Reply:
    """The languages as buttons; `said` is one that the bot does not speak."""
    names = joined([name_of(language) for language in languages()])
    spoken_here = _("I answer you in {language}.", language=name_of(spoken()))
    choices = _("I speak {languages}; commands are English in each.", languages=names)
    problem = _("I don't speak {language}.", language=quoted(said)) if said else spoken_here
    buttons = tuple(Button(own_name(language), Speak(language)) for language in languages())
    default = Button(_("As the place does"), Speak(_DEFAULT))
    return Reply(f"{problem} {choices}", buttons=(*buttons, default), private=True)
