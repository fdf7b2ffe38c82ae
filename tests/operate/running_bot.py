"""`reelmates run` against a Discord on loopback: `python -m tests.operate.running_bot DISCORD_ADDRESS DATA_DIR`."""

import sys

import discord
from yarl import URL

from bot.cli import main

if __name__ == "__main__":
    address, data_dir = sys.argv[1:]
    discord.http.Route.BASE = address.rstrip("/")
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(address).with_path("/gateway")
    sys.exit(main(["run", "--data-dir", data_dir]))
