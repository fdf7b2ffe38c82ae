"""What members say of films: their verdicts, the journal of every change, and their films to watch later."""

from bot.taste.store.journal import Change
from bot.taste.store.tables import Member, is_member, later_films, members, verdicts
from bot.taste.store.tastes import TasteStore

__all__ = ["Change", "Member", "TasteStore", "is_member", "later_films", "members", "verdicts"]
