"""The slash commands: one for every entry of the one list of commands, by its name and its words."""

from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import app_commands

from bot.chat.commands import (
    MOST_AT_ONCE,
    About,
    ChangeSetting,
    DropLater,
    Export,
    Forget,
    ForgetMe,
    Help,
    Match,
    More,
    MoreLike,
    MyData,
    PartTaste,
    PickLater,
    Recommend,
    Remood,
    ShareList,
    ShareTaste,
    ShowImporting,
    ShowLater,
    ShowPrivacy,
    ShowSettings,
    ShowTaste,
    Speak,
    Undo,
    Why,
    WouldLike,
)
from bot.chat.entries import ENTRIES
from bot.chat.grammar import parse
from bot.chat.language import languages, own_name, to_translate
from bot.chat.space_settings.reading import setting_names
from bot.chat.words_of_imports import format_name
from bot.fronts.discord.completion import Complete
from bot.fronts.discord.slash_nights import night_callbacks, night_commands
from bot.fronts.discord.slash_parts import (
    FILM,
    PAGE,
    Answer,
    Callback,
    Interaction,
    ManyWords,
    PageNumber,
    SlashCommand,
    Take,
    Words,
    command,
    group,
    of_film,
    plain,
)
from bot.recommend.scoring import Mood
from bot.taste.exports import Format

Place = app_commands.Range[int, 1, MOST_AT_ONCE]

_FILMS = to_translate("One film, or several with ; between them")
_MOOD = to_translate("How far from the well-known films to look")
_PRIVATE = to_translate("For your eyes only, until you share it")
_FIRST_OF_TASK = {entry.task: entry.name for entry in reversed(ENTRIES)}
_MOODS = [app_commands.Choice(name=str(mood), value=str(mood)) for mood in Mood]


def slash_commands(answer: Answer, take: Take, complete: Complete) -> list[SlashCommand | app_commands.Group]:
    """A slash command for every entry of the list of commands.

    `answer` replies, `take` replies to a file, `complete` finds films by title.
    """
    callbacks: dict[str, Callback] = {
        "like": _judging("like", answer),
        "dislike": _judging("dislike", answer),
        "seen": _judging("seen", answer),
        "aside": of_film(lambda film: parse(f"aside {film}"), answer),
        "forget": of_film(Forget, answer),
        "undo": plain(Undo(), answer),
        "recommend": _recommending(answer),
        "mood": _changing_mood(answer),
        "would": of_film(WouldLike, answer),
        "why": _asking_why(answer),
        "share": plain(ShareList(), answer),
        "match": _matching(answer),
        "later": _keeping_for_later(answer),
        "drop": of_film(DropLater, answer),
        "pick": plain(PickLater(), answer),
        "import": _importing(answer, take),
        "export": _exporting(answer),
        "link": _linking(answer),
        "settings": _setting(answer),
        "language": _speaking(answer),
        "privacy": plain(ShowPrivacy(), answer),
        "mydata": plain(MyData(), answer),
        "forgetme": plain(ForgetMe(), answer),
        "help": _helping(answer),
        "about": plain(About(), answer),
        **night_callbacks(answer),
    }
    groups = {"more": _more(answer, complete), "taste": _taste(answer), "night": night_commands(answer)}
    return [
        group(entry.name, entry.does, groups[entry.name])
        if entry.name in groups
        else command(entry.name, entry.does, callbacks[entry.name], complete)
        for entry in ENTRIES
    ]


def _helping(answer: Answer) -> Callback:
    @app_commands.describe(command=to_translate("A command, to be told it in full with all that belong to it"))
    @app_commands.choices(
        command=[app_commands.Choice(name=str(task), value=name) for task, name in _FIRST_OF_TASK.items()]
    )
    async def help_(interaction: Interaction, command: str = "") -> None:
        await answer(interaction, Help(command))

    return help_


def _importing(answer: Answer, take: Take) -> Callback:
    @app_commands.describe(file=to_translate("What you exported elsewhere, as it is; leave it out to be told how"))
    async def import_(interaction: Interaction, file: discord.Attachment | None = None) -> None:
        await (take(interaction, file) if file else answer(interaction, ShowImporting()))

    return import_


def _exporting(answer: Answer) -> Callback:
    @app_commands.describe(form=to_translate("Who shall be able to read the files; JSON is for me, and has everything"))
    @app_commands.choices(form=[app_commands.Choice(name=format_name(form), value=str(form)) for form in Format])
    async def export(interaction: Interaction, form: str = Format.JSON) -> None:
        await answer(interaction, Export(Format(form)))

    return export


def _linking(answer: Answer) -> Callback:
    @app_commands.describe(
        code=to_translate("The code that I gave you elsewhere; leave it out to get one for there"),
        off=to_translate("Whether to part what was joined"),
    )
    async def link(interaction: Interaction, code: Words = "", off: bool = False) -> None:
        await answer(interaction, PartTaste() if off else parse(f"link {code}"))

    return link


def _judging(word: str, answer: Answer) -> Callback:
    @app_commands.describe(film=_FILMS)
    async def judge(interaction: Interaction, film: ManyWords) -> None:
        await answer(interaction, parse(f"{word} {film}"))

    return judge


def _recommending(answer: Answer) -> Callback:
    @app_commands.describe(
        count=to_translate("How many films, 1 to 10"),
        filters=to_translate("For example: comedy, no horror, 1990s, under 2h, famous or hidden"),
        mood=_MOOD,
        of=to_translate("Only films of this film's series"),
        private=_PRIVATE,
    )
    @app_commands.choices(mood=_MOODS)
    async def recommend(
        interaction: Interaction,
        count: Place | None = None,
        filters: Words = "",
        mood: str | None = None,
        of: Words | None = None,
        private: bool = False,
    ) -> None:
        command = parse(f"recommend {count or ''} {filters}")
        if isinstance(command, Recommend):
            command = replace(
                command,
                mood=Mood(mood) if mood else command.mood,
                series=of or command.series,
                is_private=private or command.is_private,
            )
        await answer(interaction, command)

    return recommend


def _changing_mood(answer: Answer) -> Callback:
    @app_commands.describe(mood=_MOOD)
    @app_commands.choices(mood=_MOODS)
    async def change_mood(interaction: Interaction, mood: str) -> None:
        await answer(interaction, Remood(Mood(mood)))

    return change_mood


def _asking_why(answer: Answer) -> Callback:
    @app_commands.describe(film=to_translate("The film's place in your latest list"))
    async def why(interaction: Interaction, film: Place) -> None:
        await answer(interaction, Why(str(film)))

    return why


def _matching(answer: Answer) -> Callback:
    @app_commands.describe(member=to_translate("Whose taste to hold against yours; both of you must share your tastes"))
    async def match(interaction: Interaction, member: discord.User) -> None:
        await answer(interaction, Match(f"<@{member.id}>"))

    return match


def _keeping_for_later(answer: Answer) -> Callback:
    @app_commands.describe(
        film=to_translate("One film, or several with ; between them; leave it out to see the list"),
        page=to_translate("Which page of the list, from 1"),
    )
    async def later(interaction: Interaction, film: ManyWords = "", page: PageNumber = 1) -> None:
        await answer(interaction, parse(f"later {film}") if film.strip() else ShowLater(page))

    return later


def _more(answer: Answer, complete: Complete) -> Sequence[SlashCommand]:
    @app_commands.describe(film=FILM, mood=_MOOD, private=_PRIVATE)
    @app_commands.choices(mood=_MOODS)
    async def like(interaction: Interaction, film: Words, mood: str | None = None, private: bool = False) -> None:
        await answer(interaction, MoreLike(film, Mood(mood) if mood else None, private))

    return (
        command("next", to_translate("the next films of your latest list"), plain(More(), answer)),
        command("like", to_translate("films for those who love one film"), like, complete),
    )


def _taste(answer: Answer) -> Sequence[SlashCommand]:
    @app_commands.describe(page=PAGE)
    async def show(interaction: Interaction, page: PageNumber = 1) -> None:
        await answer(interaction, ShowTaste(page))

    @app_commands.describe(on=to_translate("Whether members of this server may match their taste with yours"))
    async def share(interaction: Interaction, on: bool) -> None:
        await answer(interaction, ShareTaste(on))

    return (
        command("show", to_translate("what you told me"), show),
        command("share", to_translate("whether others may match your taste"), share),
    )


def _speaking(answer: Answer) -> Callback:
    choices = [app_commands.Choice(name=own_name(language), value=language) for language in languages()]

    @app_commands.describe(language=to_translate("Which language; leave it out to see them all"))
    @app_commands.choices(language=[*choices, app_commands.Choice(name="default", value="default")])
    async def speak(interaction: Interaction, language: str = "") -> None:
        await answer(interaction, Speak(language))

    return speak


def _setting(answer: Answer) -> Callback:
    @app_commands.describe(
        name=to_translate("Which setting; leave it out to see them all"),
        value=to_translate("For example: ? or here or Europe/Berlin or german or adventurous or horror"),
    )
    @app_commands.choices(name=[app_commands.Choice(name=one, value=one) for one in setting_names()])
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def settings(interaction: Interaction, name: str | None = None, value: Words = "") -> None:
        await answer(interaction, ChangeSetting(name, value) if name else ShowSettings())

    return settings
