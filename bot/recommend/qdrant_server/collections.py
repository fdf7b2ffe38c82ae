"""What our collections on a server are called, and which of them are in use."""

from dataclasses import dataclass
from operator import methodcaller

from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_server.connection import Connection

ALIAS = "reelmates"
"""The name under which bots find the raters of the current upload."""


_RATERS, _FILMS = f"{ALIAS}-raters-", f"{ALIAS}-films-"
_FOLDER = "index-"


@dataclass(frozen=True, slots=True)
class Collections:
    """The two collections of one upload, named after the index folder it came from."""

    stamp: str

    @classmethod
    def of(cls, folder: IndexFolder) -> "Collections":
        """Where this folder's data goes."""
        return cls(folder.path.name.removeprefix(_FOLDER))

    @property
    def raters(self) -> str:
        """One point per rater: the sparse vector, and as payload `rater` and `scale`."""
        return _RATERS + self.stamp

    @property
    def films(self) -> str:
        """One point per film, without vector, and one that summarises."""
        return _FILMS + self.stamp


async def collections_in_use(connection: Connection) -> Collections | None:
    """Those that the alias leads to; None when nothing was uploaded yet."""
    aliases = (await connection.ask(lambda client: client.get_aliases())).aliases
    target = next((alias.collection_name for alias in aliases if alias.alias_name == ALIAS), "")
    return Collections(target.removeprefix(_RATERS)) if target.startswith(_RATERS) else None


async def remove_all_but(kept: Collections | None, connection: Connection) -> None:
    """Removes former and half-built uploads; collections that are not ours are left alone."""
    kept_names = {kept.raters, kept.films} if kept else set()
    found = (await connection.ask(lambda client: client.get_collections())).collections
    names = {collection.name for collection in found if collection.name.startswith((_RATERS, _FILMS))}
    for name in sorted(names - kept_names):
        await connection.ask(methodcaller("delete_collection", name))
