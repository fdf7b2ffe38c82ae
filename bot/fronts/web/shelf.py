"""Files that came with posts, each under an address that nobody can guess."""

import hmac
import secrets
from collections import OrderedDict

from bot.chat.reply import Attachment

FILES_KEPT = 200

_TOKEN_LENGTH = 32


class Shelf:
    """Keeps the latest files in memory; the same file stands under the same address until the next start."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._files: OrderedDict[str, Attachment] = OrderedDict()

    def address_of(self, file: Attachment) -> str:
        """Keeps the file, and says where the page finds it."""
        return f"/files/{self.put(file)}"

    def put(self, file: Attachment) -> str:
        """Keeps the file, and says under which token it is found."""
        said = b"\0".join((file.name.encode(), file.media_type.encode(), file.content))
        token = hmac.new(self._secret, said, "sha256").hexdigest()[:_TOKEN_LENGTH]
        self._files[token] = file
        self._files.move_to_end(token)
        if len(self._files) > FILES_KEPT:
            self._files.popitem(last=False)
        return token

    def get(self, token: str) -> Attachment | None:
        """The file, unless it has made room for later ones."""
        return self._files.get(token)
