"""The health route: whether the bot lives and is ready, for machines and for people, and its figures for Prometheus."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from html import escape
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from aiohttp import web

from bot.operate.metrics import MEDIA_TYPE
from bot.operate.parts import Part, Report

ADDRESS_FILE = "health.address"
"""The file in the data folder that says where a running bot's route is."""

_UNCACHED = {"Cache-Control": "no-store"}
_STOP_WITHIN_S = 0.5
_ASK_WITHIN_S = 5.0
_EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - names of "every address", which none can ask
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="10">
<meta name="viewport" content="width=device-width"><title>Reelmates: {status}</title>
<style>:root{{color-scheme:light dark}}body{{font:1rem/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}}
th{{text-align:left;padding-right:1rem;white-space:nowrap}}td{{padding-right:1rem}}</style>
<h1>Reelmates is {status}</h1><table>{rows}</table>
<p>This page looks again every ten seconds. Machines read <a href="/health/ready">ready</a>,
<a href="/health/live">live</a> and <a href="/metrics">metrics</a>.</p></html>
"""
_ROW = '<tr><td>{mark}</td><th scope="row">{name}</th><td>{told}</td></tr>'

_log = logging.getLogger(__name__)

Reports = Callable[[], Awaitable[Report]]
Figures = Callable[[], Awaitable[bytes]]


class HealthRoutes:
    """Answers whoever can reach the address; it tells what works, and nothing about members."""

    def __init__(self, report: Reports, figures: Figures) -> None:
        self._report = report
        self._figures = figures

    def app(self) -> web.Application:
        """The routes."""
        app = web.Application()
        app.router.add_get("/health", self._page)
        app.router.add_get("/health/live", self._live)
        app.router.add_get("/health/ready", self._ready)
        app.router.add_get("/metrics", self._metrics)
        return app

    async def _live(self, _: web.Request) -> web.Response:
        """Whoever reads this knows that the event loop turns."""
        return web.json_response({"status": "live"}, headers=_UNCACHED)

    async def _ready(self, _: web.Request) -> web.Response:
        report = await self._report()
        return web.json_response(as_json(report), status=_code(report), headers=_UNCACHED)

    async def _page(self, _: web.Request) -> web.Response:
        report = await self._report()
        rows = "".join(
            _ROW.format(mark=_mark(part), name=escape(name), told=escape(part.told))
            for name, part in report.parts.items()
        )
        page = _PAGE.format(status=_status(report), rows=rows)
        return web.Response(text=page, content_type="text/html", status=_code(report), headers=_UNCACHED)

    async def _metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=await self._figures(), headers={"Content-Type": MEDIA_TYPE, **_UNCACHED})


def as_json(report: Report) -> Mapping[str, object]:
    """The report as machines read it: of a part that works "detail", of another one "reason"."""
    return {
        "status": _status(report),
        "parts": {
            name: {"ok": part.is_ok, "detail" if part.is_ok else "reason": part.told, "needed": part.is_needed}
            for name, part in report.parts.items()
        },
    }


def read_report(text: bytes) -> Report | None:
    """The report that `as_json` made; None where this is something else."""
    try:
        parts = json.loads(text)["parts"]
        return Report({name: _read(part) for name, part in parts.items()})
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def report_of_running(data_dir: Path) -> Report | None:
    """What the bot that runs on this folder says of itself; None where none runs, or it serves no health route."""
    try:
        host, _, port = (data_dir / ADDRESS_FILE).read_text(encoding="utf-8").rpartition(":")
        connection = HTTPConnection(host.strip("[]"), int(port), timeout=_ASK_WITHIN_S)
        try:
            connection.request("GET", "/health/ready")
            return read_report(connection.getresponse().read())
        finally:
            connection.close()
    except (OSError, ValueError, HTTPException):
        return None


@asynccontextmanager
async def open_health(routes: HealthRoutes, host: str, port: int, data_dir: Path) -> AsyncIterator[None]:
    """Serves the routes within the block, and notes their address in the data folder; port 0 takes a free one.

    An address that cannot be had is told in the log: members are answered all the same.
    """
    runner = web.AppRunner(routes.app(), access_log=None, shutdown_timeout=_STOP_WITHIN_S)
    await runner.setup()
    note = data_dir / ADDRESS_FILE
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            _log.error(
                "No health route: %s, port %d cannot be had (%s); choose others with REELMATES_HEALTH_HOST and "
                "REELMATES_HEALTH_PORT, or switch it off with REELMATES_HEALTH_PORT=off.",
                *(host, port, error.strerror),
            )
        else:
            reached_at = _EVERY_ADDRESS.get(host, host)
            address = f"{f'[{reached_at}]' if ':' in reached_at else reached_at}:{runner.addresses[0][1]}"
            note.write_text(address, encoding="utf-8")
            _log.info("Health: http://%s/health", address)
        yield
    finally:
        note.unlink(missing_ok=True)
        await runner.cleanup()


def _read(part: Mapping[str, object]) -> Part:
    is_ok = part["ok"] is True
    return Part(is_ok, str(part["detail" if is_ok else "reason"]), part["needed"] is not False)


def _status(report: Report) -> str:
    return "ready" if report.is_ready else "not ready"


def _code(report: Report) -> int:
    return 200 if report.is_ready else 503


def _mark(part: Part) -> str:
    return "✓" if part.is_ok else "✗" if part.is_needed else "!"
