"""What Slack would refuse of a message, a modal or a home, without asking Slack."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

MOST = {"message": 50, "home": 100, "modal": 100}
HEAVIEST = 13_200
_CALLS = ("<!channel", "<!here", "<!everyone", "<!subteam")

Json = Mapping[str, Any]


def faults_of(blocks: Sequence[Json], surface: str = "message") -> list[str]:
    """Every fault of the blocks in a sentence: those that Slack's own library finds, and the surface's rules."""
    faults = [] if len(blocks) <= MOST[surface] else [f"{len(blocks)} blocks are too many"]
    if surface == "message" and len(json.dumps(blocks, ensure_ascii=False)) > HEAVIEST:
        faults.append("msg_blocks_too_long")
    names = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(names)) < len(names):
        faults.append("two blocks have one block_id")
    for place, block in enumerate(blocks):
        faults += [f"block {place}: {fault}" for fault in (*_by_the_library(block), *_by_the_surface(block))]
    return faults


def faults_of_form(view: Json) -> list[str]:
    """Every fault of a form besides those of its blocks."""
    faults = [
        f"a {part} that is empty or too long"
        for part in ("title", "submit", "close")
        if not 0 < len(view[part]["text"]) <= 24
    ]
    if len(view.get("private_metadata", "")) > 3000:
        faults.append("a note that is too long")
    return faults


def _by_the_library(raw: Json) -> Iterator[str]:
    """The library stops at its first fault, so every part is asked by itself."""
    try:
        block = Block.parse(dict(raw))
    except TypeError as error:
        yield f"a field is missing ({error})"
        return
    if block is None:
        yield f"unknown type {raw.get('type')!r}"
        return
    waiting: list[Any] = [block]
    while waiting:
        part = waiting.pop()
        try:
            part.validate_json()
        except (SlackObjectFormationError, TypeError) as error:
            yield f"{type(part).__name__}: {error}"
        for value in vars(part).values():
            waiting += [one for one in (value if isinstance(value, list | tuple) else [value]) if _is_part(one)]


def _is_part(value: object) -> bool:
    return hasattr(value, "validate_json")


def _by_the_surface(block: Json) -> Iterator[str]:
    text = block.get("text", {}).get("text", "")
    if block["type"] == "section":
        if not text.strip() or len(text) > 3000:
            yield f"a section of {len(text)} characters"
        if any(call in text for call in _CALLS):
            yield "a call to everybody"
    if block["type"] == "header" and not 0 < len(text) <= 150:
        yield f"a header of {len(text)} characters"
    for image in filter(None, (block if block["type"] == "image" else None, block.get("accessory"))):
        yield from _by_the_image(image)
    if block["type"] == "input":
        yield from _by_the_field(block)
    elements = block.get("elements", ()) if block["type"] == "actions" else ()
    names = [element["action_id"] for element in elements]
    if block["type"] == "actions" and (not 0 < len(elements) <= 25 or len(set(names)) < len(names)):
        yield f"{len(elements)} elements, {len(set(names))} names"
    for element in elements:
        yield from _by_the_element(element)


def _by_the_field(field: Json) -> Iterator[str]:
    element, options = field["element"], field["element"].get("options", ())
    if not 0 < len(field["label"]["text"]) <= 2000:
        yield "a field without a fitting label"
    if element["type"] == "radio_buttons" and len(options) > 10:
        yield "too many radio buttons"
    if element["type"] == "static_select" and not 0 < len(options) <= 100:
        yield f"{len(options)} options"
    if any(not 0 < len(one["text"]["text"]) <= 75 or not 0 < len(one["value"]) <= 150 for one in options):
        yield "an option that is empty or too long"
    if element["type"].endswith("external_select") and element.get("min_query_length") != 1:
        yield "a field that looks for nothing before three characters"


def _by_the_image(image: Json) -> Iterator[str]:
    if not 0 < len(image.get("alt_text", "")) <= 2000:
        yield "an image without a fitting alt text"
    if ("image_url" in image) == ("slack_file" in image):
        yield "an image needs an address or a file"
    if len(image.get("image_url", "")) > 3000:
        yield "an address that is too long"


def _by_the_element(element: Json) -> Iterator[str]:
    labels = [element["text"]] if element["type"] == "button" else [one["text"] for one in element["options"]]
    values = [element["value"]] if element["type"] == "button" else [one["value"] for one in element["options"]]
    if any(label["type"] != "plain_text" or not 0 < len(label["text"].strip()) <= 75 for label in labels):
        yield "a label that is empty or too long"
    longest = 2000 if element["type"] == "button" else 150
    if any(not 0 < len(value) <= longest for value in values):
        yield "a value that is empty or too long"
    if element["type"] == "static_select" and not (
        0 < len(values) <= 100 and 0 < len(element["placeholder"]["text"]) <= 150
    ):
        yield "a menu with too many options or a placeholder that is too long"
