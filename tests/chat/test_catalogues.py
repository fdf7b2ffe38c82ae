"""The catalogues of the languages: whole, with nothing left over, and with the same places on both sides."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message

from bot.chat.language import CATALOGUES, ENGLISH, languages

ROOT = Path(__file__).parents[2]
WORDS = ("_", "to_translate", "ngettext")
OTHERS = [language for language in languages() if language != ENGLISH]
LANGUAGES = pytest.mark.parametrize("language", OTHERS)
PLACE = re.compile(r"\{(\w+)\}")


def _script() -> Any:
    """`scripts/messages` as a module."""
    loader = SourceFileLoader("messages_script", str(ROOT / "scripts" / "messages"))
    spec = spec_from_loader("messages_script", loader)
    assert spec
    script = module_from_spec(spec)
    loader.exec_module(script)
    return script


SCRIPT = _script()
MESSAGES = SCRIPT.messages()


@cache
def _calls() -> tuple[tuple[str, ast.Call], ...]:
    """Every call, in the bot's code, of what tells a message, with its place; those within f-strings too."""
    return tuple(_found())


def _found() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _texts(call: ast.Call) -> list[ast.expr]:
    assert isinstance(call.func, ast.Name)
    return call.args[: 2 if call.func.id == "ngettext" else 1]


def _sides(message: Message) -> list[tuple[str, str]]:
    """The English texts beside what stands for them."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return [(message.id[min(place, 1)], text) for place, text in enumerate(message.string)]


def _places(text: str, message: Message) -> set[str]:
    """The places of a text; in a plural one the count may also be said in words."""
    return set(PLACE.findall(text)) - (set() if isinstance(message.id, str) else {"count"})


@LANGUAGES
def test_a_language_has_every_message_and_no_other(language: str) -> None:
    present = {key for key, message in SCRIPT.read(language).items() if all(text for _, text in _sides(message))}
    assert sorted(map(str, MESSAGES.keys() - present)) == []
    assert sorted(map(str, present - MESSAGES.keys())) == []


@LANGUAGES
def test_every_message_stands_once_and_is_sure(language: str) -> None:
    files = [path.read_text(encoding="utf-8") for path in sorted((CATALOGUES / language).glob("*.po"))]
    keys = [
        key for text in files for key in re.findall(r'^msgid ((?:"[^\n]*"\n)+)', text, re.MULTILINE) if key != '""\n'
    ]
    assert len(keys) == len(set(keys)) == len(MESSAGES)
    assert not [text for text in files if "fuzzy" in text or "@" in text.partition("\n\n")[0]]


@LANGUAGES
def test_both_sides_of_a_message_name_the_same_places(language: str) -> None:
    unlike = [
        (english, told)
        for message in SCRIPT.read(language).values()
        for english, told in _sides(message)
        if _places(told, message) != _places(english, message)
    ]
    assert unlike == []


def test_a_message_is_a_text_as_it_stands_and_nothing_put_together() -> None:
    glued = [place for place, call in _calls() for text in _texts(call) if isinstance(text, ast.JoinedStr | ast.BinOp)]
    assert glued == []


def test_no_message_hides_within_an_f_string_where_the_script_cannot_see_it() -> None:
    said = [(place, text.value) for place, call in _calls() for text in _texts(call) if isinstance(text, ast.Constant)]
    known = {text for key in MESSAGES for text in ([key] if isinstance(key, str) else key)}
    assert [one for one in said if one[1] not in known and "fronts/terminal" not in one[0]] == []


def test_a_message_gets_a_value_for_each_of_its_places() -> None:
    poor = []
    for place, call in _calls():
        assert isinstance(call.func, ast.Name)
        given = {keyword.arg for keyword in call.keywords} | ({"count"} if call.func.id == "ngettext" else set())
        if call.func.id == "to_translate" or None in given:
            continue
        wanted = {
            name
            for text in _texts(call)
            if isinstance(text, ast.Constant) and isinstance(text.value, str)
            for name in PLACE.findall(text.value)
        }
        if not wanted <= given:
            poor.append((place, wanted - given))
    assert poor == []
