"""A Qdrant server in miniature, on loopback: enough of its REST for the bot, and the ways in which it may fail."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

import numpy as np
from aiohttp import web

PointId = int | str
Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_TURNS = 50


class Refused(Exception):
    """The server does not do it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass
class Collection:
    """Its settings as they were sent, and its points."""

    settings: Json
    points: dict[PointId, Json] = field(default_factory=dict)


class Store:
    """Collections and aliases, as strict about what it is sent as the real server."""

    def __init__(self) -> None:
        self.collections: dict[str, Collection] = {}
        self.aliases: dict[str, str] = {}

    def named(self, name: str) -> Collection:
        """The collection, or that of the alias."""
        found = self.collections.get(self.aliases.get(name, name))
        if found is None:
            raise Refused(404, f"Not found: Collection `{name}` doesn't exist!")
        return found

    def create(self, name: str, settings: Json) -> None:
        """A new empty collection."""
        if name in self.collections or name in self.aliases:
            raise Refused(409, f"Wrong input: Collection `{name}` already exists!")
        self.collections[name] = Collection(settings)

    def delete(self, name: str) -> bool:
        """The collection goes, and the aliases that lead to it."""
        self.aliases = {alias: target for alias, target in self.aliases.items() if target != name}
        return self.collections.pop(name, None) is not None

    def change_aliases(self, actions: list[Json]) -> None:
        """All of the changes, or none."""
        changed = dict(self.aliases)
        for action in actions:
            if "delete_alias" in action:
                changed.pop(action["delete_alias"]["alias_name"], None)
            else:
                wanted = action["create_alias"]
                self.named(wanted["collection_name"])
                changed[wanted["alias_name"]] = wanted["collection_name"]
        self.aliases = changed

    def upsert(self, name: str, body: Json) -> None:
        """Points one by one, or as a batch of columns."""
        collection = self.named(name)
        for point in body.get("points") or _points_of(body["batch"]):
            for vector_name, vector in point["vector"].items():
                if vector_name not in collection.settings["sparse_vectors"]:
                    raise Refused(400, f"Wrong input: Not existing vector name error: {vector_name}")
                _check(vector)
            collection.points[point["id"]] = point

    def query(self, name: str, body: Json) -> list[Json]:
        """The best points by dot product; without a shared dimension, or at exactly 0, none. Ties come as they like."""
        collection, wanted, using = self.named(name), body["query"]["nearest"], body["using"]
        if using not in collection.settings["sparse_vectors"]:
            raise Refused(400, f"Wrong input: Not existing vector name error: {using}")
        _check(wanted)
        weights = dict(zip(wanted["indices"], wanted["values"], strict=True))
        scores = {key: _dot(point["vector"].get(using), weights) for key, point in collection.points.items()}
        best = sorted((key for key, score in scores.items() if score), key=lambda key: (-scores[key], -int(key)))
        return [_scored(collection.points[key], scores[key], body) for key in best[: body["limit"]]]

    def scroll(self, name: str, body: Json) -> Json:
        """One page of points in order of their ids, numbers before others, and where the next begins."""
        points = self.named(name).points
        keys = sorted(points, key=lambda key: (isinstance(key, str), key))
        first = keys.index(body["offset"]) if body.get("offset") is not None else 0
        last = first + body["limit"]
        page = [{"id": key, "payload": points[key].get("payload")} for key in keys[first:last]]
        return {"points": page, "next_page_offset": keys[last] if last < len(keys) else None}


class Fault(Enum):
    """How a request goes wrong."""

    SLOW = auto()  # no answer comes
    CUT = auto()  # the connection breaks in the middle of the answer, and nothing was done
    DONE_AND_CUT = auto()  # the same, but what was asked for was done


@dataclass(frozen=True)
class Answer:
    """What is answered instead."""

    status: int
    body: str = json.dumps({"status": {"error": "Service internal error: told to fail"}, "time": 0.0})
    headers: tuple[tuple[str, str], ...] = ()


class LoopbackQdrant:
    """The server; `requests` are all that it was sent, `most_upserts` the most that it had at the same time."""

    def __init__(self, api_key: str | None = None) -> None:
        self.store = Store()
        self.api_key = api_key
        self.requests: list[str] = []
        self.most_upserts = 0
        self._upserts = 0
        self._fault: Fault | Answer | None = None
        self._well_for = 0
        self._times: int | None = None
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._stopping = asyncio.Event()
        self.stuck = asyncio.Event()  # a request has come that gets no answer

    @property
    def url(self) -> str:
        """Where it listens, or listened."""
        return f"http://127.0.0.1:{self._port}"

    def fail(self, fault: Fault | Answer, after: int = 0, times: int | None = None) -> None:
        """From now on every request but the next `after` goes wrong, `times` of them if that is said."""
        self.stuck.clear()
        self._fault, self._well_for, self._times = fault, after, times

    def heal(self) -> None:
        """From now on nothing goes wrong."""
        self._fault = None

    async def start(self) -> None:
        """Listens, on the same port as before."""
        self._stopping.clear()
        app = web.Application(client_max_size=32 * 2**20, middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/aliases", self._get_aliases),
                web.post("/collections/aliases", self._post_aliases),
                web.get("/collections", self._get_collections),
                web.put("/collections/{name}", self._put_collection),
                web.delete("/collections/{name}", self._delete_collection),
                web.put("/collections/{name}/points", self._put_points),
                web.post("/collections/{name}/points/query", self._post_query),
                web.post("/collections/{name}/points/scroll", self._post_scroll),
                web.post("/collections/{name}/points/count", self._post_count),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Listens no more, and drops what it was about to answer."""
        self._stopping.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.requests.append(f"{request.method} {request.path}")
        if self.api_key is not None and request.headers.get("api-key") != self.api_key:
            return web.Response(status=401, text="Must provide an API key or an Authorization bearer token")
        if self._fault is not None and self._well_for == 0 and self._times != 0:
            self._times = None if self._times is None else self._times - 1
            return await self._go_wrong(self._fault, request, handler)
        self._well_for = max(0, self._well_for - 1)
        return await _answered(request, handler)

    async def _go_wrong(
        self,
        fault: Fault | Answer,
        request: web.Request,
        handler: Handler,
    ) -> web.StreamResponse:
        match fault:
            case Answer(status, body, headers):
                return web.Response(status=status, body=body, headers=dict(headers))
            case Fault.SLOW:
                self.stuck.set()
                await self._stopping.wait()
            case Fault.DONE_AND_CUT:
                await _answered(request, handler)
        response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b'{"result": ')
        if request.transport is not None:
            request.transport.close()
        return response

    async def _get_aliases(self, request: web.Request) -> web.Response:
        pairs = self.store.aliases.items()
        return _ok({"aliases": [{"alias_name": alias, "collection_name": target} for alias, target in pairs]})

    async def _post_aliases(self, request: web.Request) -> web.Response:
        self.store.change_aliases((await request.json())["actions"])
        return _ok(True)

    async def _get_collections(self, request: web.Request) -> web.Response:
        return _ok({"collections": [{"name": name} for name in self.store.collections]})

    async def _put_collection(self, request: web.Request) -> web.Response:
        self.store.create(request.match_info["name"], await request.json())
        return _ok(True)

    async def _delete_collection(self, request: web.Request) -> web.Response:
        return _ok(self.store.delete(request.match_info["name"]))

    async def _put_points(self, request: web.Request) -> web.Response:
        self._upserts += 1
        self.most_upserts = max(self.most_upserts, self._upserts)
        try:
            body = await request.json()
            for _ in range(_TURNS):  # others have time to come in
                await asyncio.sleep(0)
            self.store.upsert(request.match_info["name"], body)
        finally:
            self._upserts -= 1
        return _ok({"operation_id": 0, "status": "completed"})

    async def _post_query(self, request: web.Request) -> web.Response:
        return _ok({"points": self.store.query(request.match_info["name"], await request.json())})

    async def _post_scroll(self, request: web.Request) -> web.Response:
        return _ok(self.store.scroll(request.match_info["name"], await request.json()))

    async def _post_count(self, request: web.Request) -> web.Response:
        return _ok({"count": len(self.store.named(request.match_info["name"]).points)})


@asynccontextmanager
async def loopback_qdrant(api_key: str | None = None) -> AsyncIterator[LoopbackQdrant]:
    """An empty server that listens."""
    server = LoopbackQdrant(api_key)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refused as refusal:
        return web.json_response({"status": {"error": str(refusal)}, "time": 0.0}, status=refusal.status)


def _ok(result: object) -> web.Response:
    return web.json_response({"result": result, "status": "ok", "time": 0.0})


def _points_of(batch: Json) -> list[Json]:
    vectors = {name: iter(column) for name, column in batch["vectors"].items()}
    return [
        {"id": key, "payload": payload, "vector": {name: next(column) for name, column in vectors.items()}}
        for key, payload in zip(batch["ids"], batch["payloads"], strict=True)
    ]


def _check(vector: Json) -> None:
    indices, values = vector["indices"], vector["values"]
    if len(indices) != len(values) or len(set(indices)) != len(indices):
        raise Refused(422, "Validation error: must have the same number of unique indices and values")
    if not indices or not np.isfinite(values).all() or not all(0 <= index < 2**32 for index in indices):
        raise Refused(422, "Validation error: sparse vector out of range")


def _dot(vector: Json | None, weights: dict[int, float]) -> float:
    if vector is None:
        return 0.0
    shared = zip(vector["indices"], vector["values"], strict=True)
    return float(np.float32(sum(weights.get(index, 0.0) * value for index, value in shared)))


def _scored(point: Json, score: float, body: Json) -> Json:
    answer: Json = {"id": point["id"], "version": 0, "score": score}
    if names := body.get("with_vector"):
        answer["vector"] = {name: _backwards(point["vector"][name]) for name in names}
    if keys := body.get("with_payload"):
        answer["payload"] = {key: point["payload"][key] for key in keys}
    return answer


def _backwards(vector: Json) -> Json:
    """The order in which a vector's entries come back is nobody's promise."""
    return {name: entries[::-1] for name, entries in vector.items()}
