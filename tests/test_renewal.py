"""New film data beside a running bot: it answers from the old films until the new ones are ready, and never stops."""

import asyncio
import json
import logging
import os
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.assembly import assemble
from bot.chat.library import Library
from bot.chat.moviebot import MovieBot
from bot.chat.reply import Reply
from bot.ingest import alone, build, ingest
from bot.libraries import FolderSource
from bot.movies.movielens import read_dataset
from bot.recommend.index_folder import IndexFolder, make_current, new_index
from bot.recommend.qdrant_server import QdrantServer, upload
from bot.settings import Settings
from tests.faults.driver import PATIENCE_S, Child
from tests.faults.lanterns import lanterns_in, write_lanterns
from tests.loopback_qdrant import loopback_qdrant
from tests.world import member, titles_of

Sources = Callable[[str], Path]

_ROOT = Path(__file__).parents[1]
_PROMISE_S = 60.0
"""How long a newer ingest takes to reach members at most, itself included."""


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """Writes the three hundred films under the name given, and hands out their folder."""
    written: dict[str, Path] = {}

    def source(word: str) -> Path:
        if word not in written:
            written[word] = write_lanterns(tmp_path_factory.mktemp("sources") / word, word, seed=len(written))
        return written[word]

    return source


class Ticks:
    """A pace of looking that a test sets: `look` returns when the bot has looked once more."""

    def __init__(self) -> None:
        self._asked = asyncio.Semaphore(0)
        self._waiting = asyncio.Semaphore(0)

    async def __call__(self) -> None:
        """Waits until the test wants the bot to look."""
        self._waiting.release()
        await self._asked.acquire()

    async def look(self) -> None:
        """Has the bot look once and waits until it is done."""
        await self._waiting.acquire()
        self._asked.release()
        await self._waiting.acquire()
        self._waiting.release()


class Running:
    """A running bot, its data folder, and the pace at which it looks for newer films."""

    def __init__(self, bot: MovieBot, data_dir: Path, ticks: Ticks) -> None:
        self.bot = bot
        self.data_dir = data_dir
        self.look = ticks.look

    async def say(self, line: str) -> Reply:
        """What alice is answered."""
        reply = await self.bot.hear(line, member())
        assert reply is not None
        return reply

    async def films(self) -> str:
        """The word that the films recommended now are called by."""
        words = {title.split()[0] for title in titles_of(await self.say("recommend"))}
        assert len(words) == 1
        return words.pop()

    def indexes(self) -> list[str]:
        """The index folders there are."""
        return sorted(path.name for path in self.data_dir.glob("index-*"))

    def current(self) -> str:
        """The one that the pointer names."""
        return (self.data_dir / "current").read_text().strip()


@pytest.fixture
async def running(tmp_path: Path, sources: Sources) -> AsyncIterator[Running]:
    """A bot that runs on the lanterns."""
    async with _running(tmp_path / "data", sources("Lantern")) as opened:
        yield opened


def publish(source: Path, data_dir: Path) -> IndexFolder:
    """Does what an ingest does, in this process and so more quickly."""
    folder = new_index(data_dir, datetime.now(UTC))
    build(read_dataset(source), folder, lambda _: None)
    make_current(folder)
    return folder


@asynccontextmanager
async def _running(data_dir: Path, source: Path) -> AsyncIterator[Running]:
    publish(source, data_dir)
    ticks = Ticks()
    async with assemble(Settings(_env_file=None, reelmates_data_dir=data_dir), ticks) as assembled:
        yield Running(assembled.bot, data_dir, ticks)


async def test_films_ingested_beside_a_running_bot_are_recommended_at_its_next_look(
    running: Running, sources: Sources
) -> None:
    await running.say("like #18; #30")
    ingest(sources("Beacon"), running.data_dir, lambda _: None)
    assert await running.films() == "Lantern"
    await running.look()
    assert await running.films() == "Beacon"
    assert lanterns_in([(await running.say("taste")).text], "Beacon") == [18, 30]


async def test_the_former_films_are_removed_only_when_the_new_ones_have_answered(
    running: Running, sources: Sources
) -> None:
    former = running.current()
    publish(sources("Beacon"), running.data_dir)
    assert running.indexes() == [former, running.current()]
    await running.look()
    assert running.indexes() == [running.current()] != [former]


async def test_an_ingest_after_another_is_taken_over_too(running: Running, sources: Sources) -> None:
    for word in ("Beacon", "Candle", "Lantern"):
        publish(sources(word), running.data_dir)
        await running.look()
        assert await running.films() == word
    assert running.indexes() == [running.current()]


async def test_a_half_built_index_is_neither_used_nor_removed_while_somebody_builds_it(running: Running) -> None:
    half_built = running.data_dir / "index-20990101-000000-000000"
    half_built.mkdir()
    with alone(running.data_dir):
        await running.look()
        assert half_built.exists()
    assert await running.films() == "Lantern"
    await running.look()
    assert not half_built.exists()
    assert await running.films() == "Lantern"


async def test_a_damaged_new_index_is_told_once_and_the_former_films_stay(
    running: Running, sources: Sources, caplog: pytest.LogCaptureFixture
) -> None:
    former = running.current()
    newer = publish(sources("Beacon"), running.data_dir)
    (newer.path / "catalogue.json").write_text("")
    with caplog.at_level(logging.WARNING):
        await running.look()
        await running.look()
    assert [record.message for record in caplog.records] == [
        f"The film data in {running.data_dir} is damaged; please run: reelmates ingest. "
        "Until then the films stay as they are."
    ]
    assert await running.films() == "Lantern"
    assert former in running.indexes()
    publish(sources("Candle"), running.data_dir)
    await running.look()
    assert await running.films() == "Candle"


async def test_an_index_deleted_under_a_running_bot_is_told_and_the_next_ingest_mends_it(
    running: Running, sources: Sources, caplog: pytest.LogCaptureFixture
) -> None:
    await running.say("like #18; #30")
    shutil.rmtree(running.data_dir / running.current())
    with caplog.at_level(logging.WARNING):
        await running.look()
    assert "please run: reelmates ingest" in caplog.text
    assert await running.films() == "Lantern"
    publish(sources("Beacon"), running.data_dir)
    await running.look()
    assert await running.films() == "Beacon"
    assert lanterns_in([(await running.say("taste")).text], "Beacon") == [18, 30]


@pytest.mark.parametrize("name", ["columns.npy", "half_stars.npy"])
async def test_ratings_cut_off_under_a_running_bot_are_told_and_the_next_ingest_mends_it(
    name: str, running: Running, sources: Sources, caplog: pytest.LogCaptureFixture
) -> None:
    await running.say("like #18; #30")
    os.truncate(running.data_dir / running.current() / name, 200)
    reply = await running.say("recommend")
    assert not reply.cards
    assert "not set up as I should be" in reply.text
    assert "please run: reelmates ingest" in caplog.text
    publish(sources("Beacon"), running.data_dir)
    await running.look()
    assert await running.films() == "Beacon"
    assert lanterns_in([(await running.say("taste")).text], "Beacon") == [18, 30]


async def test_ratings_overwritten_under_a_running_bot_are_told(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    await running.say("like #18; #30")
    columns = running.data_dir / running.current() / "columns.npy"
    with columns.open("r+b") as file:
        file.seek(200)
        file.write(b"\xff" * (columns.stat().st_size - 200))
    assert "not set up as I should be" in (await running.say("recommend")).text
    assert "please run: reelmates ingest" in caplog.text


async def test_a_newer_upload_on_a_server_is_taken_over_too(tmp_path: Path, sources: Sources) -> None:
    ticks, elsewhere = Ticks(), tmp_path / "elsewhere"
    async with loopback_qdrant() as stub:
        server = QdrantServer(stub.url)
        await upload(publish(sources("Lantern"), elsewhere), server, lambda _: None)
        settings = Settings(_env_file=None, reelmates_data_dir=tmp_path / "data", qdrant_url=stub.url)
        async with assemble(settings, ticks) as assembled:
            running = Running(assembled.bot, tmp_path / "data", ticks)
            await running.say("like #18; #30")
            await upload(publish(sources("Beacon"), elsewhere), server, lambda _: None)
            await running.look()
            assert await running.films() == "Beacon"
            assert lanterns_in([(await running.say("taste")).text], "Beacon") == [18, 30]


async def test_answers_go_on_while_new_films_come(running: Running, sources: Sources) -> None:
    await running.say("like #18; #30")
    publish(sources("Beacon"), running.data_dir)
    is_done = asyncio.Event()

    async def ask() -> set[str]:
        seen = set()
        while not is_done.is_set():
            seen.add(await running.films())
        seen.add(await running.films())
        return seen

    asking = [asyncio.create_task(ask()) for _ in range(4)]
    await running.look()
    is_done.set()
    assert [words <= {"Lantern", "Beacon"} and "Beacon" in words for words in await asyncio.gather(*asking)] == [
        True
    ] * 4


async def test_an_answer_under_way_ends_on_the_films_it_began_with(tmp_path: Path, sources: Sources) -> None:
    publish(sources("Lantern"), tmp_path)
    source = FolderSource(tmp_path)
    library = await source.open()
    publish(sources("Beacon"), tmp_path)
    newer = await source.open()
    with library.held():
        renewing = asyncio.create_task(library.renew(newer))
        await asyncio.sleep(0)
        await library.recommender.try_out()
        assert _first_film(library).startswith("Lantern")
        assert not renewing.done()
    await renewing
    assert _first_film(library).startswith("Beacon")
    await library.close()


async def test_a_task_that_outlives_its_answer_reads_the_new_films(tmp_path: Path, sources: Sources) -> None:
    publish(sources("Lantern"), tmp_path)
    source = FolderSource(tmp_path)
    library = await source.open()
    publish(sources("Beacon"), tmp_path)
    is_renewed = asyncio.Event()

    async def outliving() -> str:
        await is_renewed.wait()
        return _first_film(library)

    with library.held():
        task = asyncio.create_task(outliving())
        await asyncio.sleep(0)
    await library.renew(await source.open())
    is_renewed.set()
    assert (await task).startswith("Beacon")
    await library.close()


class Conversation:
    """A bot in a process of its own, which alice talks to."""

    def __init__(self, data_dir: Path) -> None:
        self.process = Child(data_dir, home=data_dir.parent, module="tests.renewing_bot", PYTHONPATH=str(_ROOT))

    def ask(self, line: str) -> dict[str, Any]:
        """The answer to a line."""
        self.process.write(line)
        answer = self.process.read(time.monotonic() + PATIENCE_S)
        assert answer is not None, self.process.errors
        return json.loads(answer)

    def films(self) -> str:
        """The word that the films recommended now are called by."""
        words = {title.split()[0] for title in self.ask("recommend")["films"]}
        assert len(words) == 1
        return words.pop()


@pytest.fixture
def conversation(tmp_path: Path, sources: Sources) -> Iterator[Conversation]:
    """A conversation about lanterns."""
    publish(sources("Lantern"), tmp_path / "data")
    started = Conversation(tmp_path / "data")
    yield started
    if started.process.is_running():
        started.process.kill()


@pytest.fixture
def ingesting(tmp_path: Path, sources: Sources, conversation: Conversation) -> Iterator[Callable[[], Child]]:
    """Starts `reelmates ingest` of beacons in a process beside the bot's."""
    home = tmp_path / "elsewhere"
    home.mkdir()
    started: list[Child] = []

    def start() -> Child:
        started.append(Child("ingest", sources("Beacon"), "--data-dir", tmp_path / "data", home=home))
        return started[-1]

    yield start
    for process in started:
        if process.is_running():
            process.kill()


@pytest.mark.long
def test_an_ingest_in_another_process_reaches_a_running_bot_within_a_minute(
    conversation: Conversation, ingesting: Callable[[], Child], tmp_path: Path
) -> None:
    former = tmp_path / "data" / (tmp_path / "data" / "current").read_text().strip()
    conversation.ask("like #18; #30")
    assert conversation.films() == "Lantern"
    ingest_process = ingesting()
    told = []
    while former.exists():
        told.append(conversation.films())
        assert ingest_process.age_s < _PROMISE_S, ingest_process.errors
    assert conversation.films() == "Beacon", "the former films went before the new ones answered"
    assert told == sorted(told, reverse=True), "the bot went back to the former films"
    assert told[0] == "Lantern"
    assert lanterns_in([conversation.ask("taste")["text"]], "Beacon") == [18, 30]
    assert [ingest_process.close(), conversation.process.close()] == [0, 0], conversation.process.errors
    assert "Traceback" not in conversation.process.errors


def _first_film(library: Library) -> str:
    return library.catalogue.movies[0].title
