"""Chance that chats: commands as they should be, broken ones, odd characters, markup and mentions, very long lines."""

import random

from bot.chat.entries import ENTRIES
from tests.world import FILMS

_WORDS = [entry.name for entry in ENTRIES] + "love hate watched remove rec watchlist instead space start liek".split()
_TITLES = [str(film) for film in FILMS] + [film.title for film in FILMS] + [f"#{film.movie_id}" for film in FILMS]
_TAILS = {
    "recommend": [
        "3",
        "10 comedy",
        "horror 1980s adventurous",
        "like the matrix",
        "0",
        "under 2h no drama",
        "of #1214",
    ],
    "more": ["like Alien", "like #1200 familiar", "zzzzzz", "like"],
    "mood": ["familiar", "balanced", "adventurous in abcdef", "grumpy"],
    "would": ["I like Alien", "i love #541", ""],
    "why": ["1", "99", "#1200 in abcdef", "#0"],
    "match": ["@bob", "<@42>", "@everyone", "alice", ""],
    "later": ["Alien; Titanic", "page 2", "#1; #1214", ""],
    "taste": ["share on", "share off", "2", "share", "9999"],
    "forgetme": ["", "here", "everywhere", "please"],
    "settings": [
        "prefix ?",
        "prefix !",
        "prefix @everyone",
        "channels here",
        "channels everywhere",
        "zone berlin",
        "zone <@&1>",
        "mood familiar",
        "hide horror",
        "show horror",
        "adult on",
        "cooldown more 1s",
        "off match",
        "on match",
        "reset",
        "reset everything",
        "**prefix** ?",
        "",
    ],
}
_ODD = [
    "@everyone",
    "@here",
    "<@&1>",
    "<@!42>",
    "<#7>",
    "</like:1>",
    "<:popcorn:1>",
    "<t:1:R>",
    "\\@everyone",
    "\\<@1>",
    "@\u200beveryone",
    "[film](https://x.y/z)",
    "https://x.y/@everyone",
    "https://x.y/<@&1>",
    "**b** _i_ ~~s~~ `c` ||h||",
    "```\nblock\n```",
    "> quote",
    "# heading",
    "🍿👩‍👩‍👧",
    "\u202eright to left",
    "\ud83d",
    "\0",
    "\x1b[31m",
    "e\u0301" * 30,
    "\ue000\ue001",
    "{0} %s $HOME",
    "'; DROP TABLE members; --",
    "\n\n",
    "١٢٣",
    "ﬁlm",
]
_LONGEST = 6000


class Chatter:
    """Lines and tokens, the same for the same seed."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def line(self) -> str:
        """What a member may say."""
        said = self._command()
        match self._chance.randrange(10):
            case 0:
                return self._broken(said)
            case 1:
                return f"{said} {self._chance.choice(_ODD)}"
            case 2:
                return "".join(self._chance.choice([*_ODD, " ", "a", "7"]) for _ in range(self._chance.randrange(12)))
            case 3 if self._chance.random() < 0.2:
                return said + self._chance.choice(_ODD) * (_LONGEST // 10)
            case _:
                return said

    def token(self, sent: str) -> str:
        """What a press may send where a button carried `sent`: mostly just that."""
        return sent if self._chance.random() < 0.9 else self._broken(sent)

    def _command(self) -> str:
        word = self._chance.choice(_WORDS)
        if word in _TAILS:
            return f"{word} {self._chance.choice(_TAILS[word])}".strip()
        titles = self._chance.sample([*_TITLES, *_ODD, "matrx", "the thing"], self._chance.randrange(4))
        return f"{word} {'; '.join(titles)}"

    def _broken(self, said: str) -> str:
        place = self._chance.randrange(len(said) + 1)
        other = self._chance.choice([*_ODD, "", " ", "#", ";", "99999999999"])
        return said[:place] + other + said[place + self._chance.randrange(3) :]
