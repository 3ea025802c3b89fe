#!/usr/bin/env python3
"""Replaces words that must not be said by asterisks, or refuses the texts that have them."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))  # Or copy lantalk_plugin.py next to this file.
from lantalk_plugin import Plugin, Refuse

plugin = Plugin("wordfilter", "Holds back words that must not be said.", version="1.1", permissions=["filter"])
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
    first_words = {first_word(text) for text in listed}
    plugin.filter(
        rooms=[name.strip().lower() for name in rooms.value.split(",") if name.strip()] or "*",
        words=() if None in first_words or len(first_words) > 10_000 else sorted(first_words))(check)


def first_word(text):
    """The first word as the server sees words, which shows only texts with one of them to the filter; None if there is none."""
    found = re.search(r"[^\W_]+", text)
    return found[0] if found and all((c.isalpha() or c.isdecimal()) and c <= "\uffff" for c in found[0]) else None


def check(text):
    if not forbidden.search(text.text):
        return None
    if action.value == "refuse":
        return Refuse("One of these words is not wanted here. Say it in another way.")
    return forbidden.sub(lambda found: "*" * len(found[0]), text.text)


plugin.run()
