"""Files that came with posts."""

from bot.chat.reply import Attachment
from bot.fronts.web.shelf import FILES_KEPT, Shelf

TABLE = Attachment("verdicts.csv", "text/csv", b"title,verdict")


def test_a_file_is_found_under_its_token() -> None:
    shelf = Shelf()
    assert shelf.get(shelf.put(TABLE)) == TABLE


def test_the_same_file_stays_where_it_is() -> None:
    shelf = Shelf()
    assert shelf.put(TABLE) == shelf.put(TABLE)


def test_another_name_or_content_is_another_file() -> None:
    shelf = Shelf()
    files = [TABLE, Attachment("other.csv", "text/csv", b"title,verdict"), Attachment("verdicts.csv", "text/csv", b"")]
    assert len({shelf.put(file) for file in files}) == len(files)


def test_tokens_of_two_starts_differ() -> None:
    assert Shelf().put(TABLE) != Shelf().put(TABLE)


def test_only_the_latest_files_are_kept() -> None:
    shelf = Shelf()
    first, second, *_ = [shelf.put(Attachment(f"{number}", "text/csv", b"")) for number in range(FILES_KEPT)]
    shelf.put(Attachment("0", "text/csv", b""))
    shelf.put(TABLE)
    assert shelf.get(first) is not None
    assert shelf.get(second) is None


def test_a_token_of_nobody_finds_nothing() -> None:
    assert Shelf().get("0" * 32) is None
