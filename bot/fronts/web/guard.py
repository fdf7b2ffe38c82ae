"""Who may use the page: those on this machine, from the page itself, who know the key."""

from dataclasses import dataclass, field
from secrets import compare_digest
from urllib.parse import urlsplit

KEY_HEADER = "X-Reelmates-Key"

_LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})

# Everything comes from us, nothing runs inline, nobody may frame the page or learn where a link was followed from.
HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """Knows the key and the one configured host; loopback names are always welcome."""

    host: str
    key: str = field(repr=False)

    def welcomes_host(self, host: str) -> bool:
        """False for a foreign name in the Host header: a hostile site that points its name at this machine."""
        return _name_of(f"//{host}") in _LOOPBACK_NAMES | {self.host.lower()}

    def welcomes_origin(self, origin: str, host: str) -> bool:
        """False unless the page that opens the connection came from this very server."""
        return origin.lower() in {f"http://{host.lower()}", f"https://{host.lower()}"}

    def welcomes_key(self, key: str) -> bool:
        """Compares in constant time."""
        return compare_digest(key.encode("utf-8", "replace"), self.key.encode())


def _name_of(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
