#!/usr/bin/env python3
"""/roll [2d6]: rolls dice for everybody in the room to see."""
import pathlib
import random
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))  # Or copy lantalk_plugin.py next to this file.
from lantalk_plugin import Plugin, Refuse

MOST_DICE = 100
MOST_SIDES = 1_000_000

plugin = Plugin("dice", "Rolls dice.", version="1.0", permissions=["say"])
random_ = random.SystemRandom()


@plugin.command("roll", "[dice]", "Roll dice, such as 2d6 or d20+3.")
def roll(call):
    dice = re.fullmatch(r"([0-9]{0,9})d([0-9]{1,9})(?:([+-])([0-9]{1,9}))?", call.arguments.strip().lower() or "1d6")
    if not dice:
        raise Refuse("Say which dice: 2d6 are two with six sides, d20+3 is one with twenty, and 3 more.")
    count, sides = int(dice[1] or 1), int(dice[2])
    if not 1 <= count <= MOST_DICE:
        raise Refuse(f"I have 1 to {MOST_DICE} dice.")
    if not 2 <= sides <= MOST_SIDES:
        raise Refuse(f"A die has 2 to {MOST_SIDES:,} sides.")

    rolled = [random_.randint(1, sides) for _ in range(count)]
    bonus = int(dice[3] + dice[4]) if dice[3] else 0
    details = f" ({', '.join(map(str, rolled))}{f', {bonus:+}' if bonus else ''})" if count > 1 or bonus else ""
    plugin.say(f"{call.user} rolled {sum(rolled) + bonus}{details}.", room=call.room)


plugin.run()
