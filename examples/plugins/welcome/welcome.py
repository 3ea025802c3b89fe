#!/usr/bin/env python3
"""Greets newcomers by name. Somebody who comes back within an hour is not a newcomer."""
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))  # Or copy lantalk_plugin.py next to this file.
from lantalk_plugin import Plugin

MOST_USERS = 10_000

plugin = Plugin("welcome", "Greets newcomers.", version="1.0", permissions=["say", "private"])
text = plugin.option("text", "What is said; {name} and {room} are replaced.", "Welcome, {name}!")
where = plugin.option("where", "private: the newcomer alone sees it. room: everybody does.", "private")
away = plugin.option("away", "Who was away for fewer minutes than this is not greeted again.", "60")

last_seen = {}  # When somebody was last here, by name: the oldest first.


@plugin.on_start
def check_options():
    if where.value not in ("private", "room"):
        sys.exit(f'The option where must be "private" or "room", not "{where}".')
    if not away.value.isdigit():
        sys.exit(f'The option away must be a number of minutes, not "{away}".')


@plugin.on_event("join", rooms=["lobby"])
def greet(event):
    was_here = last_seen.get(event.user)
    note(event.user)
    if was_here is None or time.monotonic() - was_here >= int(away.value) * 60:
        greeting = text.value.replace("{name}", event.user).replace("{room}", event.room)
        if where.value == "room":
            plugin.say(greeting)
        else:
            plugin.private(event.user, greeting)


@plugin.on_event("leave", rooms=["lobby"])
def say_nothing(event):
    note(event.user)


@plugin.on_event("nick", rooms=["lobby"])
def follow(event):
    note(event.name)


def note(user):
    last_seen.pop(user, None)
    last_seen[user] = time.monotonic()
    if len(last_seen) > MOST_USERS:
        del last_seen[next(iter(last_seen))]


plugin.run()
