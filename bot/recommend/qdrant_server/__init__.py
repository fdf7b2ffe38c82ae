"""The neighbour index on a Qdrant server: stored there by `upload`, found there by `open_server`."""

from bot.recommend.qdrant_server.connection import QdrantServer
from bot.recommend.qdrant_server.index import ServerIndex
from bot.recommend.qdrant_server.opening import open_server, stamp_in_use
from bot.recommend.qdrant_server.upload import upload

__all__ = ["QdrantServer", "ServerIndex", "open_server", "stamp_in_use", "upload"]
