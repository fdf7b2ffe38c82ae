"""Members who chat by chance, write down what they were acknowledged, and ask the bot what it has kept of it."""

import asyncio
import json
import random
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from soaking.journal import NOTHING, Account, Book, Deed
from soaking.life import Answer, Bot

_VERDICTS = ("like", "dislike", "seen")
_LIST = re.compile(r"more ([a-z0-9]{12})", re.ASCII)
_OFFER = re.compile(r"import apply [a-z0-9]+", re.ASCII)
_ASKED = (
    "taste",
    "taste 2",
    "later",
    "pick",
    "nights",
    "help",
    "about",
    "privacy",
    "settings",
    "fair",
    "language english",
)
_EXPORTS = ("export json", "export letterboxd", "export imdb", "export movielens")


@dataclass(frozen=True, slots=True)
class Films:
    """Ids: those members judge, and those they put on their lists to watch later."""

    to_judge: Sequence[int]
    for_later: Sequence[int]


class Member:
    """One member of one space. Whoever speaks for them waits for the answer before."""

    def __init__(self, bot: Bot, space: str, name: str, films: Films, chance: random.Random) -> None:
        self.name = name
        self.book = Book()
        self.lost: list[str] = []
        self.compared = 0
        self._bot = bot
        self._space = space
        self._films = films
        self._chance = chance
        self._turn = asyncio.Lock()
        self._shown: tuple[str, Sequence[int]] | None = None

    async def chat(self, pause_s: float, end: asyncio.Event) -> None:
        """Talks now and then, about every `pause_s`, until the end."""
        while not end.is_set():
            try:
                async with asyncio.timeout(self._chance.expovariate(1 / pause_s)):
                    await end.wait()
            except TimeoutError:
                async with self._turn:
                    await self._act()

    async def say(self, line: str, deed: Deed = NOTHING) -> Answer | None:
        """What a line is answered; None where that failed."""
        async with self._turn:
            return await self._tell({"line": line}, deed)

    def film(self) -> int:
        """Any that members judge."""
        return self._chance.choice(self._films.to_judge)

    async def compare(self) -> bool:
        """Compares everything on record with the account; whether the bot has told."""
        async with self._turn:
            return await self._compare_data()

    async def _act(self) -> None:
        """Says something; what nobody knows is asked first, since the next line would blur it."""
        if self.book.is_doubtful:
            await self._compare_data()
            return
        acts: Sequence[tuple[int, Callable[[], Awaitable[object]]]] = (
            (28, self._judge),
            (6, self._judge_on_list),
            (4, self._forget),
            (6, lambda: self._tell({"line": "undo"}, Deed(is_undo=True))),
            (18, self._recommend),
            (10, self._press),
            (8, self._put_on_list),
            (3, self._drop),
            (9, lambda: self._tell({"line": self._chance.choice(_ASKED)})),
            (2, lambda: self._tell({"line": f"would I like #{self.film()}"})),
            (3, self._bring_in),
            (2, lambda: self._tell({"line": self._chance.choice(_EXPORTS)})),
            (2, self._compare_export),
            (3, self._compare_data),
        )
        (act,) = self._chance.choices([act for _, act in acts], [weight for weight, _ in acts])
        await act()

    async def _judge(self) -> None:
        verdict = self._chance.choice(_VERDICTS)
        films = self._chance.sample(self._films.to_judge, self._chance.randint(1, 3))
        line = f"{verdict} {'; '.join(f'#{film}' for film in films)}"
        await self._tell({"line": line}, Deed(said=dict.fromkeys(films, verdict)))

    async def _judge_on_list(self) -> None:
        if self._shown is not None:
            verdict, (list_id, films) = self._chance.choice(_VERDICTS), self._shown
            film = self._chance.choice(films)
            await self._tell({"press": f"{verdict} #{film} in {list_id}"}, Deed(said={film: verdict}))

    async def _forget(self) -> None:
        if told := sorted(self.book.account.told):
            film = self._chance.choice(told)
            await self._tell({"line": f"forget #{film}"}, Deed(said={film: None}))

    async def _recommend(self) -> None:
        answer = await self._tell({"line": self._chance.choice(("recommend", "recommend 3", "recommend adventurous"))})
        lists = [found[1] for button in (answer.buttons if answer else ()) if (found := _LIST.fullmatch(button))]
        if answer and answer.films and lists:
            self._shown = lists[0], answer.films

    async def _press(self) -> None:
        if self._shown is not None:
            list_id, films = self._shown
            film = self._chance.choice(films)
            tokens = f"why #{film} in {list_id}", f"more {list_id}", f"mood familiar in {list_id}"
            await self._tell({"press": self._chance.choice(tokens)})

    async def _put_on_list(self) -> None:
        films = self._chance.sample(self._films.for_later, 2)
        await self._tell({"line": f"later {'; '.join(f'#{film}' for film in films)}"}, Deed(later=frozenset(films)))

    async def _drop(self) -> None:
        account = self.book.account
        if waiting := sorted(account.later - account.told.keys()):
            film = self._chance.choice(waiting)
            await self._tell({"line": f"drop #{film}"}, Deed(dropped=frozenset({film})))

    async def _bring_in(self) -> None:
        """Sends a file in the form of the bot's own export, and takes what is offered; what was said before stays."""
        films = self._chance.sample(self._films.to_judge, self._chance.randint(3, 12))
        verdicts = {film: self._chance.choice(_VERDICTS) for film in films}
        rows = [{"movielens_id": film, "verdict": verdict} for film, verdict in verdicts.items()]
        offered = await self._tell({"file": json.dumps({"format": "reelmates", "version": 1, "films": rows})})
        offer = next((one for one in (offered.buttons if offered else ()) if _OFFER.fullmatch(one)), None)
        if offer is not None:
            told = self.book.account.told
            new = {film: verdict for film, verdict in verdicts.items() if film not in told}
            await self._tell({"press": offer}, Deed(said=new, button="undo"))

    async def _compare_export(self) -> None:
        """Compares the verdicts alone: films for later that were judged since are in no export."""
        answer = await self._tell({"line": "export json"})
        if answer is None:
            return
        films = json.loads(answer.files[0])["films"] if answer.files else []
        told = {film["movielens_id"]: film["verdict"] for film in films if film["verdict"] is not None}
        self._compare_with(Account(told, self.book.account.later))

    async def _compare_data(self) -> bool:
        answer = await self._tell({"line": "mydata"})
        if answer is None:
            return False
        kept = json.loads(answer.files[0])["kept"] if answer.files else {}
        told = {row["movie_id"]: row["verdict"] for row in kept.get("verdicts", ())}
        self._compare_with(Account(told, frozenset(row["movie_id"] for row in kept.get("later_films", ()))))
        return True

    def _compare_with(self, kept: Account) -> None:
        self.compared += 1
        if unlike := self.book.compare(kept):
            self.lost.append(f"{self.name} in {self._space}: {unlike}")

    async def _tell(self, said: dict[str, str], deed: Deed = NOTHING) -> Answer | None:
        answer = await self._bot.answer({"space": self._space, "member": self.name, **said})
        if answer is None:
            self.book.doubt(deed)
        elif not deed.button or deed.button in answer.buttons:
            self.book.acknowledge(deed)
        return answer
