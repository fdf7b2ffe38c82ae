"""The stores of what members tell, over the database of the test."""

import pytest

from bot.database import Database
from bot.taste.joining import JoiningStore
from bot.taste.later import LaterStore
from bot.taste.store import TasteStore


@pytest.fixture
def tastes(database: Database) -> TasteStore:
    return TasteStore(database)


@pytest.fixture
def joining(database: Database, tastes: TasteStore) -> JoiningStore:
    return JoiningStore(database, tastes)


@pytest.fixture
def laters(database: Database, tastes: TasteStore) -> LaterStore:
    return LaterStore(database, tastes)
