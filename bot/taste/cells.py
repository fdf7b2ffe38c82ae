"""Tables that members open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

# A spreadsheet takes a cell that begins like this for a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as CSV; text that a spreadsheet would take for a formula has a ' before it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    # The mark at the beginning tells spreadsheets that the file is UTF-8.
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
