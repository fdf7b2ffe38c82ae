"""Storing raters on a Qdrant server: our batches against the loop of Qdrant's tutorials, in the same run.

    python benchmarks/upload.py [--data DIR] [--rounds 3] [--grpc] [--latency-ms 0]

Both send to a stand-in on loopback, a process of its own that reads every request and answers at once without keeping
anything, after a latency that a network or a server at work would have. The tutorial starts from a data frame and ours
from an index folder, each after reading.
"""

import argparse
import asyncio
import multiprocessing
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import grpc
import numpy as np
import pandas as pd
from aiohttp import web
from qdrant_client import QdrantClient, models
from qdrant_client import grpc as wire

from bot.ingest import ingest
from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_server import QdrantServer, upload
from bot.recommend.qdrant_server.film_points import FILMS_A_POINT


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REELMATES_MOVIELENS_DIR"), help="MovieLens folder")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--grpc", action="store_true", help="ours speaks gRPC")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="until the stand-in answers an upsert")
    options = parser.parse_args()
    if options.data is None:
        parser.error("name a MovieLens folder with --data or REELMATES_MOVIELENS_DIR")
    ratings = pd.read_csv(Path(options.data) / "ratings.csv", usecols=["userId", "movieId", "rating"])
    with tempfile.TemporaryDirectory() as scratch:
        folder = ingest(Path(options.data), Path(scratch), lambda _: None)
        summary = folder.summary()
        rest_port, grpc_port = _start_stand_in(
            summary.raters, 1 + -(-summary.films // FILMS_A_POINT), options.latency_ms / 1000
        )
        server = QdrantServer(f"http://127.0.0.1:{rest_port}", speaks_grpc=options.grpc, grpc_port=grpc_port)
        tutorial, ours = [], []
        for _ in range(options.rounds):
            tutorial.append(_timed(lambda: _tutorial(ratings, server.url)))
            ours.append(_timed(lambda: _ours(folder, server)))
    print(f"{summary.ratings:,} ratings of {summary.raters:,} raters, medians of {options.rounds}:")
    for unit, slow, quick in zip(("elapsed", "of our processor"), *map(_medians, (tutorial, ours)), strict=True):
        told = f"the tutorials' loop {slow:.2f} s, ours {quick:.2f} s by {'gRPC' if options.grpc else 'REST'}"
        print(f"{unit}: {told}, {slow / quick:.1f} times as fast")


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock, and seconds that this process has had a processor: the stand-in's do not count there."""
    began, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - worked


def _medians(times: list[tuple[float, float]]) -> list[float]:
    return np.median(times, axis=0).tolist()


def _ours(folder: IndexFolder, server: QdrantServer) -> None:
    asyncio.run(upload(folder, server, lambda _: None, folder.rater_facts()))


def _tutorial(ratings: pd.DataFrame, url: str) -> None:
    """As Qdrant's tutorial on collaborative filtering does it: row by row into dictionaries, one point per rater."""
    vectors = defaultdict(lambda: {"indices": [], "values": []})
    for row in ratings.itertuples():
        vectors[row.userId]["values"].append(row.rating)
        vectors[row.userId]["indices"].append(row.movieId)

    def points() -> Iterator[models.PointStruct]:
        for rater, vector in vectors.items():
            yield models.PointStruct(id=rater, vector={"ratings": vector}, payload={"user_id": rater})

    client = QdrantClient(url, check_compatibility=False)
    sparse = {"ratings": models.SparseVectorParams()}
    client.create_collection("movielens", vectors_config={}, sparse_vectors_config=sparse)
    client.upload_points("movielens", points=points())
    client.close()


def _start_stand_in(raters: int, films: int, latency_s: float) -> tuple[int, int]:
    """Starts the server that keeps nothing; its ports. It ends with this process."""
    here, there = multiprocessing.Pipe()
    multiprocessing.get_context("spawn").Process(
        target=_stand_in, args=(raters, films, latency_s, there), daemon=True
    ).start()
    ports: tuple[int, int] = here.recv()
    return ports


def _stand_in(raters: int, films: int, latency_s: float, parent: Connection) -> None:
    asyncio.run(_serve(raters, films, latency_s, parent))


async def _serve(raters: int, films: int, latency_s: float, parent: Connection) -> None:
    async def answer(request: web.Request) -> web.Response:
        await request.read()
        path, result = request.path, True
        if path.endswith("/count"):
            result = {"count": films if "films" in path else raters}
        elif path.endswith("/points"):
            await asyncio.sleep(latency_s)
            result = {"operation_id": 0, "status": "completed"}
        elif request.method == "GET":
            result = {"aliases": []} if path == "/aliases" else {"collections": []}
        return web.json_response({"result": result, "status": "ok", "time": 0.0})

    app = web.Application(client_max_size=2**30)
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()

    server = grpc.aio.server(options=[("grpc.max_receive_message_length", -1)])
    server.add_generic_rpc_handlers([_upserts_unread(latency_s)])
    wire.add_PointsServicer_to_server(_Points(raters, films), server)
    wire.add_CollectionsServicer_to_server(_Collections(), server)
    grpc_port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    parent.send((runner.addresses[0][1], grpc_port))
    await server.wait_for_termination()


def _upserts_unread(latency_s: float) -> grpc.GenericRpcHandler:
    """Takes in upserts as they come, without parsing them, as the stand-in does over REST."""

    async def upsert(request: bytes, context: grpc.aio.ServicerContext) -> wire.PointsOperationResponse:
        await asyncio.sleep(latency_s)
        return wire.PointsOperationResponse(result=wire.UpdateResult(status=wire.UpdateStatus.Completed))

    answer = wire.PointsOperationResponse.SerializeToString
    handler = grpc.unary_unary_rpc_method_handler(upsert, response_serializer=answer)
    return grpc.method_handlers_generic_handler("qdrant.Points", {"Upsert": handler})


class _Points(wire.PointsServicer):
    def __init__(self, raters: int, films: int) -> None:
        self._raters, self._films = raters, films

    async def Count(self, request, context):  # noqa: N802 (Qdrant's protocol names the methods)
        count = self._films if "films" in request.collection_name else self._raters
        return wire.CountResponse(result=wire.CountResult(count=count))


class _Collections(wire.CollectionsServicer):
    async def Create(self, request, context):  # noqa: N802
        return wire.CollectionOperationResponse(result=True)

    async def List(self, request, context):  # noqa: N802
        return wire.ListCollectionsResponse()

    async def ListAliases(self, request, context):  # noqa: N802
        return wire.ListAliasesResponse()

    async def UpdateAliases(self, request, context):  # noqa: N802
        return wire.CollectionOperationResponse(result=True)


if __name__ == "__main__":
    main()
