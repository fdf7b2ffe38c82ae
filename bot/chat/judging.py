"""Verdicts in the conversation: like, dislike, seen, forget, undo, and what the member told us."""

from collections.abc import Sequence
from datetime import datetime

from bot.chat import words, words_of_imports, words_of_verdicts
from bot.chat.asking import CHOICES_OFFERED, films_among, question
from bot.chat.commands import Command, Forget, Instead, Judge, Recommend, Undo
from bot.chat.grammar import LONGEST_TOKEN, spell
from bot.chat.language import _
from bot.chat.library import Library
from bot.chat.reply import Button, Reply
from bot.movies.movie import Movie
from bot.movies.titles import Decision, Lookup
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore

_MOST_TITLES = 50


class Judging:
    """Answers about a member's verdicts."""

    def __init__(self, library: Library, tastes: TasteStore) -> None:
        self._library = library
        self._tastes = tastes

    async def judge(self, command: Judge, member: Member, now: datetime) -> Reply:
        """Gives the verdict to every film that is clearly meant, and asks about the first one that is not."""
        meant: list[tuple[Movie, str]] = []
        doubtful: list[tuple[str, Lookup]] = []
        for title in command.films[:_MOST_TITLES]:
            lookup = self._library.titles.find(title)
            if lookup.decision is Decision.TAKE:
                meant.append((lookup.candidates[0].movie, title))
            else:
                doubtful.append((title, lookup))
        said = await self._give(command.verdict, [movie for movie, _ in meant], member, now)
        buttons: list[Button] = []
        if doubtful:
            asked, buttons = question(
                doubtful,
                lambda title: words_of_verdicts.which(title, command.verdict),
                lambda film: Judge(command.verdict, (film,)),
            )
            said += asked
        else:
            said.append(words_of_verdicts.next_step(len((await self._tastes.taste_of(member)).likes)))
            buttons = [*_not_that_one(command.verdict, meant), Button(_("Recommend"), Recommend())]
        if len(command.films) > _MOST_TITLES:
            said.append(words.too_many(_MOST_TITLES))
        return Reply("\n".join(said), buttons=tuple(buttons[:CHOICES_OFFERED]), private=True)

    async def instead(self, command: Instead, member: Member, now: datetime) -> Reply:
        """Takes a wrong guess back and asks which film was meant."""
        wrong = self._library.film(command.movie_id)
        if dict(await self._tastes.told(member)).get(command.movie_id) is command.verdict:
            await self._tastes.take_back(member, command.movie_id, now)
        lookup = self._library.titles.find(command.words)
        others = [one.movie for one in lookup.candidates if one.movie.movie_id != command.movie_id]
        if not others:
            return Reply(words_of_verdicts.say_it_anew(wrong), private=True)
        buttons = _choices(command.verdict, others)
        return Reply(
            words_of_verdicts.which_instead(wrong, command.words, command.verdict), buttons=buttons, private=True
        )

    async def forget(self, command: Forget, member: Member, now: datetime) -> Reply:
        """Takes one film out of the taste; of several that may be meant, one that is in it."""
        judged = (await self._tastes.taste_of(member)).judged
        known, meant = films_among(self._library, command.film, judged)
        if not known:
            return Reply(words_of_verdicts.nothing_to_forget(meant[0]), private=True)
        if len(known) > 1:
            choices = tuple(Button(str(movie), Forget(f"#{movie.movie_id}")) for movie in known[:CHOICES_OFFERED])
            return Reply(words_of_verdicts.which_to_forget(command.film), buttons=choices, private=True)
        await self._tastes.judge(member, [known[0].movie_id], None, now)
        return Reply(words_of_verdicts.forgotten(known[0]), buttons=(Button(_("Undo"), Undo()),), private=True)

    async def undo(self, member: Member, now: datetime) -> Reply:
        """Takes the latest action back."""
        changes = await self._tastes.undo(member, now)
        if not changes:
            return Reply(words_of_verdicts.nothing_to_undo(), private=True)
        films = [(self._library.film(change.movie_id), change.after) for change in changes if not change.is_later]
        wanted = [self._library.film(change.movie_id) for change in changes if change.is_later]
        said = [
            words_of_verdicts.all_taken_back(films) if films else "",
            words_of_imports.off_the_list(wanted) if wanted else "",
        ]
        return Reply("\n".join(filter(None, said)), private=True)

    async def _give(self, verdict: Verdict, movies: Sequence[Movie], member: Member, now: datetime) -> list[str]:
        once = list(dict.fromkeys(movies))
        changes = await self._tastes.judge(member, [movie.movie_id for movie in once], verdict, now)
        changed = {change.movie_id for change in changes}
        return words_of_verdicts.judged(
            verdict,
            [movie for movie in once if movie.movie_id in changed],
            [movie for movie in once if movie.movie_id not in changed],
        )


def _choices(verdict: Verdict, movies: Sequence[Movie]) -> tuple[Button, ...]:
    return tuple(Button(str(movie), Judge(verdict, (f"#{movie.movie_id}",))) for movie in movies[:CHOICES_OFFERED])


def _not_that_one(verdict: Verdict, meant: Sequence[tuple[Movie, str]]) -> list[Button]:
    """A way out of a wrong guess; a film named by its id was not guessed."""
    if len(meant) != 1 or meant[0][1].startswith("#"):
        return []
    movie, title = meant[0]
    command: Command = Instead(movie.movie_id, verdict, title)
    return [Button(_("Not that one"), command)] if len(spell(command)) <= LONGEST_TOKEN else [Button(_("Undo"), Undo())]
