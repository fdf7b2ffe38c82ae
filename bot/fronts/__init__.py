"""Where members meet the bot: Discord, the web page, the terminal."""
