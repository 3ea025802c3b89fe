#!/usr/bin/env python3
"""Replaces words that must not be said by asterisks, or refuses the texts that have them."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))  # Or copy lantalk_plugin.py next to this file.
from lantalk_plugin import Plugin, Refuse

plugin = Plugin("wordfilter", "Holds back words that must not be said.", version="1.0")
words = plugin.option("words", "The words, with commas between them; those of words.txt in the plug-in's directory are added.", "darn,heck")
rooms = plugin.option("rooms", "The rooms, with commas between them; * stands for all.", "*")
action = plugin.option("action", "replace: asterisks take their place. refuse: the text is not said.", "replace")

forbidden = None  # The expression that finds the words.


@plugin.on_start
def load():
    if action.value not in ("replace", "refuse"):
        sys.exit(f'The option action must be "replace" or "refuse", not "{action}".')

    listed = words.value.split(",")
    file = pathlib.Path(plugin.directory, "words.txt")
    if file.exists():
        listed += [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    listed = sorted({word.strip() for word in listed} - {""}, key=len, reverse=True)
    if not listed:
        sys.exit(f"There are no words: set the option words, or write them into {file}, one on each line.")

    global forbidden
    forbidden = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)", re.IGNORECASE)


def is_checked(room):
    return "*" in rooms.value or room.casefold() in (name.strip().casefold() for name in rooms.value.split(","))


# Which texts are shown to a filter is said before the options are known. It therefore sees all of them, and needs microseconds for most.
@plugin.filter(on_timeout="pass")
def check(text):
    if not is_checked(text.room) or not forbidden.search(text.text):
        return None
    if action.value == "refuse":
        return Refuse("One of these words is not wanted here. Say it in another way.")
    return forbidden.sub(lambda found: "*" * len(found[0]), text.text)


plugin.run()
