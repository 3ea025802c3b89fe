#!/usr/bin/env python3
"""/remind 10m tea: reminds you in private. Reminders are kept in the plug-in's store, and survive restarts."""
import json
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))  # Or copy lantalk_plugin.py next to this file.
from lantalk_plugin import Plugin, PluginError, Refuse

MOST_REMINDERS = 900  # The store lists up to 1,000 keys.
MOST_OF_A_USER = 20
LONGEST_TEXT = 300
LONGEST_WAIT = 365 * 86400
TRY_AGAIN = 300  # Seconds, if the user is not there.
TRY_FOR = 7 * 86400
UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
USAGE = "Say when, and of what: /remind 10m tea, or /remind 1h30m bread. /remind cancel 2 removes the second of your /reminders."

plugin = Plugin("reminders", "Reminds you of something.", version="1.0", permissions=["private"])
reminders = {}  # What is in the store, by key.
timers = {}


@plugin.on_start
def load():
    for key in plugin.keys("reminder/"):
        reminders[key] = json.loads(plugin.get(key))
        timers[key] = plugin.at(reminders[key]["due"], lambda key=key: remind(key))


@plugin.command("remind", "<time> <text>", "Be reminded of something, such as /remind 10m tea.")
def remind_me(call):
    cancelled = re.fullmatch(r"cancel\s+([0-9]{1,3})", call.arguments.strip())
    if cancelled:
        return cancel(call.user, int(cancelled[1]))

    asked = re.fullmatch(r"(?:in\s+)?((?:[0-9]{1,9}[dhms])+)\s+(.+)", call.arguments.strip(), re.DOTALL)
    if not asked:
        raise Refuse(USAGE)
    wait = sum(int(number) * UNITS[unit] for number, unit in re.findall(r"([0-9]+)([dhms])", asked[1]))
    if not 0 < wait <= LONGEST_WAIT:
        raise Refuse("A reminder comes after at most 365 days.")
    if len(asked[2]) > LONGEST_TEXT:
        raise Refuse(f"A reminder has at most {LONGEST_TEXT} characters.")
    if len(of(call.user)) >= MOST_OF_A_USER:
        raise Refuse(f"You have {MOST_OF_A_USER} reminders already. /remind cancel 1 removes one.")
    if len(reminders) >= MOST_REMINDERS:
        raise Refuse("There are too many reminders. Try again when some have come.")

    now = time.time()
    key = f"reminder/{max([int(key[9:]) for key in reminders], default=0) + 1}"
    reminder = {"user": call.user, "text": asked[2], "set": now, "due": now + wait}
    plugin.set(key, json.dumps(reminder))
    reminders[key] = reminder
    timers[key] = plugin.at(reminder["due"], lambda: remind(key))
    return f"You will be reminded in {span(wait)}."


@plugin.command("reminders", "", "Show your reminders.")
def show(call):
    mine = of(call.user)
    if not mine:
        return "You have no reminders."
    shown = [(span(reminders[key]["due"] - time.time()), reminders[key]["text"]) for key in mine]
    return "\n".join(f"{number}. in {left}: {text}" for number, (left, text) in enumerate(shown, 1))


def cancel(user, number):
    mine = of(user)
    if not 1 <= number <= len(mine):
        raise Refuse("You have no such reminder. /reminders shows those that you have.")
    text = reminders[mine[number - 1]]["text"]
    forget(mine[number - 1])
    return f"You will not be reminded of this: {text}"


def remind(key):
    reminder = reminders[key]
    late = time.time() - reminder["due"]
    try:
        plugin.private(reminder["user"], f"Reminder: {reminder['text']}{f' ({span(late)} late)' if late >= 60 else ''}", wait=True)
    except PluginError:
        # The user is not there.
        if late < TRY_FOR:
            timers[key] = plugin.after(TRY_AGAIN, lambda: remind(key))
            return
    forget(key)


def forget(key):
    plugin.set(key, None)
    del reminders[key]
    timers.pop(key).cancel()


def of(user):
    return sorted((key for key in reminders if reminders[key]["user"] == user), key=lambda key: reminders[key]["due"])


def span(seconds):
    """The two largest units: 1h30m."""
    step = 3600 if seconds >= 86400 else 60 if seconds >= 3600 else 1
    left, parts = max(1, round(seconds / step) * step), []
    for unit, length in UNITS.items():
        if left >= length and len(parts) < 2:
            parts.append(f"{left // length}{unit}")
            left %= length
    return "".join(parts)


plugin.run()
