"""Pictures fetched over real HTTP: only pictures, only small ones, only from where we may."""

from collections.abc import AsyncIterator
from ipaddress import ip_address

import pytest

from bot.movies.posters.fetch import Address, PictureFetch, PictureUnavailable, is_public
from bot.movies.posters.picture import Picture
from tests.loopback_web import JPEG, PNG, WEBP, LoopbackWeb


def anywhere(_: Address) -> bool:
    return True


def first_host_only(address: Address) -> bool:
    return str(address) == "127.0.0.1"


@pytest.fixture
async def web() -> AsyncIterator[LoopbackWeb]:
    async with LoopbackWeb() as server:
        yield server


@pytest.fixture
async def fetch() -> AsyncIterator[PictureFetch]:
    opened = PictureFetch(anywhere)
    yield opened
    await opened.close()


@pytest.fixture
async def careful() -> AsyncIterator[PictureFetch]:
    """As the product fetches: public addresses only."""
    opened = PictureFetch()
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("path", "picture"),
    [
        ("/one.jpg", Picture(JPEG, "image/jpeg")),
        ("/two.png", Picture(PNG, "image/png")),
        ("/three.webp", Picture(WEBP, "image/webp")),
    ],
)
async def test_a_picture_is_fetched_as_what_it_is(
    path: str, picture: Picture, web: LoopbackWeb, fetch: PictureFetch
) -> None:
    assert await fetch.fetch(web.link(path)) == picture


@pytest.mark.parametrize(
    "path", ["/drawing.svg", "/page.html", "/mislabelled.jpg", "/unlabelled", "/empty.jpg", "/gone", "/cut"]
)
async def test_what_is_not_a_picture_is_refused(path: str, web: LoopbackWeb, fetch: PictureFetch) -> None:
    with pytest.raises(PictureUnavailable):
        await fetch.fetch(web.link(path))


async def test_a_picture_of_two_megabytes_is_fetched(web: LoopbackWeb, fetch: PictureFetch) -> None:
    assert len((await fetch.fetch(web.link("/largest.jpg"))).content) == 2 * 1024 * 1024


@pytest.mark.parametrize("path", ["/too-large.jpg", "/endless"])
async def test_a_picture_larger_than_two_megabytes_is_refused(path: str, web: LoopbackWeb, fetch: PictureFetch) -> None:
    with pytest.raises(PictureUnavailable, match="larger than 2 MB"):
        await fetch.fetch(web.link(path))


async def test_a_redirect_is_followed(web: LoopbackWeb, fetch: PictureFetch) -> None:
    assert (await fetch.fetch(web.link("/to?/one.jpg"))).content == JPEG


async def test_redirects_that_go_round_are_given_up(web: LoopbackWeb, fetch: PictureFetch) -> None:
    with pytest.raises(PictureUnavailable):
        await fetch.fetch(web.link("/to?/to?/to"))
    assert len(web.asked) < 10


async def test_a_host_that_does_not_answer_is_given_up(web: LoopbackWeb) -> None:
    web.hold()
    hasty = PictureFetch(anywhere, within_s=0.05)
    with pytest.raises(PictureUnavailable):
        await hasty.fetch(web.link("/one.jpg"))
    await hasty.close()


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "ftp://127.0.0.1/x.jpg", "data:image/png;base64,AA==", "", "http://", "http://[::"]
)
async def test_a_link_that_is_not_of_the_web_is_refused(link: str, fetch: PictureFetch) -> None:
    with pytest.raises(PictureUnavailable):
        await fetch.fetch(link)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0", "[::ffff:127.0.0.1]"])  # noqa: S104 - an address that is refused
async def test_no_way_of_writing_it_leads_to_this_machine(host: str, web: LoopbackWeb, careful: PictureFetch) -> None:
    with pytest.raises(PictureUnavailable):
        await careful.fetch(web.named(host, "/one.jpg"))
    assert web.asked == []


async def test_the_same_name_is_fetched_from_where_the_rule_allows(web: LoopbackWeb) -> None:
    allowed = PictureFetch(first_host_only)
    assert (await allowed.fetch(web.named("localhost", "/one.jpg"))).content == JPEG
    await allowed.close()


async def test_a_redirect_does_not_lead_where_a_link_may_not(web: LoopbackWeb) -> None:
    guarded = PictureFetch(first_host_only)
    async with LoopbackWeb("127.0.0.2") as inside:
        with pytest.raises(PictureUnavailable):
            await guarded.fetch(web.link(f"/to?{inside.link('/one.jpg')}"))
        assert inside.asked == []
    assert web.asked == ["/to"]
    await guarded.close()


async def test_a_redirect_to_a_file_is_refused(web: LoopbackWeb, fetch: PictureFetch) -> None:
    with pytest.raises(PictureUnavailable):
        await fetch.fetch(web.link("/to?file:///etc/passwd"))


async def test_every_connection_is_judged_anew(web: LoopbackWeb) -> None:
    """A name that turns to another address between two fetches is judged by the new one."""
    allowed = ["127.0.0.1"]
    guarded = PictureFetch(lambda address: str(address) in allowed)
    assert (await guarded.fetch(web.named("localhost", "/closing.jpg"))).content == JPEG
    allowed.clear()
    with pytest.raises(PictureUnavailable):
        await guarded.fetch(web.named("localhost", "/closing.jpg"))
    assert web.asked == ["/closing.jpg"]
    await guarded.close()


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),  # noqa: S104 - refused
        *("100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *(
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "2002:7f00:1::",
            "2002:a00:1::",
        ),
    ],
)
def test_an_address_of_a_house_or_a_machine_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "151.101.1.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::"]
)
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))
