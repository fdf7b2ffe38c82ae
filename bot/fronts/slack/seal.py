"""The seal under which tokens lie in the database, so that a copy of it opens no workspace."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import BadSettings

BAD_KEY = (
    "REELMATES_SECRET_KEY must be 32 random bytes in base64, or several of them separated by commas; "
    "this makes one: openssl rand -base64 32"
)


class Seal:
    """Closes with the first of its keys, and opens what any of them has closed."""

    def __init__(self, keys: str) -> None:
        """`keys` are separated by commas; raises BadSettings when one of them is none."""
        try:
            self._keys = [Fernet(key.strip()) for key in keys.split(",")]
        except ValueError:
            raise BadSettings(BAD_KEY) from None

    def close(self, words: str) -> str:
        """The words, to be read with the key alone."""
        return self._keys[0].encrypt(words.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """The words again; None where none of the keys has closed them."""
        return _opened(MultiFernet(self._keys), sealed)

    def is_fresh(self, sealed: str) -> bool:
        """Whether the first key opens it, so that the others could go."""
        return _opened(self._keys[0], sealed) is not None


def _opened(key: Fernet | MultiFernet, sealed: str) -> str | None:
    try:
        return key.decrypt(sealed).decode()
    except InvalidToken:
        return None
