#!/usr/bin/env python3
"""/poll Question? | a | b asks a room; /vote 2 or /vote b votes, /poll shows the votes so far, /poll end shows the result to everybody."""
import json
import pathlib
import re
import sys
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))  # Or copy lantalk_plugin.py next to this file.
from lantalk_plugin import Plugin, Refuse

MOST_ANSWERS = 10
MOST_VOTERS = 500
LONGEST_QUESTION = 200
LONGEST_ANSWER = 60
BAR = 10  # Fits beside a short answer on a phone.

plugin = Plugin("poll", "Asks a room, and counts the votes.", version="1.0", permissions=["say"])
polls = {}  # What is in the store, by room: question, answers, owner, votes by user.


@plugin.on_start
def load():
    for key in plugin.keys("poll/"):
        polls[key[len("poll/"):]] = json.loads(plugin.get(key))


@plugin.command("poll", "[question | answer | answer …] or end", "Ask the room, see the votes so far, or end the poll.")
def poll(call):
    arguments = call.arguments.strip()
    running = polls.get(call.room)
    if arguments.lower() == "end":
        return end(call, running)
    if not arguments:
        if not running:
            raise Refuse("There is no poll in this room. Ask one: /poll Tea or coffee? | Tea | Coffee")
        return result(running)
    if running:
        raise Refuse("There is a poll in this room already. /poll end ends it.")

    question, *answers = (re.sub(r"\s+", " ", part).strip() for part in arguments.split("|"))
    answers = [answer for answer in answers if answer]
    if not question or not 2 <= len(answers) <= MOST_ANSWERS:
        raise Refuse(f"A poll has a question and 2 to {MOST_ANSWERS} answers, with bars between: /poll Tea or coffee? | Tea | Coffee")
    if len(question) > LONGEST_QUESTION or max(map(len, answers)) > LONGEST_ANSWER:
        raise Refuse(f"A question has at most {LONGEST_QUESTION} characters, an answer {LONGEST_ANSWER}.")

    polls[call.room] = {"question": question, "answers": answers, "owner": call.user, "votes": {}}
    save(call.room)
    listed = "\n".join(f"/vote {number} {answer}" for number, answer in enumerate(answers, 1))
    plugin.say(f"{call.user} asks: {question}\n{listed}", room=call.room)


@plugin.command("vote", "<number or answer>", "Vote in this room's poll. You can change your vote until it ends.")
def vote(call):
    running = polls.get(call.room)
    if not running:
        raise Refuse("There is no poll in this room.")
    chosen = choose(running["answers"], call.arguments)
    if call.user not in running["votes"] and len(running["votes"]) >= MOST_VOTERS:
        raise Refuse(f"{MOST_VOTERS:,} have voted: that is all that this poll counts.")

    is_change = call.user in running["votes"]
    running["votes"][call.user] = chosen
    save(call.room)
    return f"You {'now vote' if is_change else 'voted'} for {running['answers'][chosen]}."


def choose(answers, arguments):
    """The index of the answer that is meant by its number, its text or both, as in the lines that a browser lets one tap."""
    typed = plain(arguments)
    number, rest = re.fullmatch(r"(?:([0-9]{1,2})(?:\s|$))?(.*)", typed).groups()
    numbered = int(number) - 1 if number and 1 <= int(number) <= len(answers) else None
    if numbered is not None and rest and plain(answers[numbered]) == rest:
        return numbered

    meant = {index for index, answer in enumerate(answers) if plain(answer) == typed}
    if numbered is not None and not rest:
        meant.add(numbered)
    if len(meant) == 1:
        return meant.pop()
    if meant:
        raise Refuse(f"That can mean {' or '.join(f'/vote {index + 1} {answers[index]}' for index in sorted(meant))}. Which one?")
    if numbered is not None:
        raise Refuse(f"Number {numbered + 1} is {answers[numbered]} in this room's poll: you have not voted. It may be another poll than the one that you saw.")
    raise Refuse(f"Vote with a number from 1 to {len(answers)}, or with an answer.")


def plain(text):
    """What two ways to write one answer have in common."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def end(call, running):
    if not running:
        raise Refuse("There is no poll in this room.")
    if call.user != running["owner"] and not call.is_operator:
        raise Refuse(f"Only {running['owner']}, who asked, can end this poll.")
    del polls[call.room]
    save(call.room)
    plugin.say(result(running), room=call.room)


def result(running):
    counts = [0] * len(running["answers"])
    for voted in running["votes"].values():
        counts[voted] += 1
    # A line that began with a slash could be tapped in a browser.
    question, *answers = (re.sub("^/", " /", text) for text in (running["question"], *running["answers"]))
    total, width = sum(counts), max(map(len, answers))
    lines = [f"{question} ({total} vote{'' if total == 1 else 's'})"]
    for answer, count in zip(answers, counts):
        filled = round(BAR * count / total) if total else 0
        lines.append(f"{answer:<{width}} {'█' * filled}{'░' * (BAR - filled)} {count}{f' ({count / total:.0%})' if total else ''}")
    return "\n".join(lines)


def save(room):
    plugin.set(f"poll/{room}", json.dumps(polls[room], ensure_ascii=False) if room in polls else None)


plugin.run()
