#!/usr/bin/env python3
"""What Sample.cs is in C#: the same plug-in, for the same tests."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "examples" / "plugins"))
from lantalk_plugin import Mute, Plugin, PluginError, Refuse

plugin = Plugin("sample", "Does everything.", version="1.2", permissions=["say", "private", "history"])
greeting = plugin.option("greeting", "What it says.", "Hello")


@plugin.on_start
def on_start():
    plugin.set("started", "yes")


@plugin.command("greet", "[name]", "Greet somebody.")
def greet(call):
    return f"{greeting}, {call.arguments or call.user}!"


@plugin.command("whoami", "", "Tell what is known of you.", permissions=["say", "topic"])
def whoami(call):
    return f"{call.name} {call.user} {call.room} {call.is_operator}"


@plugin.command("refuse", "", "Refuse.")
def refuse(call):
    call.refuse("Not today.")


@plugin.command("raise", "", "Refuse by an exception.")
def raise_(call):
    raise Refuse("Not today, either.")


@plugin.command("fail", "", "Fail.")
def fail(call):
    raise ValueError("a fault of the author")


@plugin.command("silent", "", "Say nothing.")
def silent(call):
    pass


@plugin.command("twice", "", "Reply twice.")
def twice(call):
    call.reply("once")
    call.reply("twice")


@plugin.command("long", "", "Reply with more than a line may have.")
def long(call):
    return "x" * 70_000


@plugin.command("broken", "", "Reply with half a character.")
def broken(call):
    return "half: \ud83d"


@plugin.command("print", "", "Print by mistake.")
def print_(call):
    print("a stray line")
    return "printed"


@plugin.command("slow", "", "Wait for the server.")
def slow(call):
    return plugin.get("slow")


@plugin.command("background", "", "Wait for the server without keeping others waiting.", background=True)
def background(call):
    return plugin.get("background")


@plugin.command("act", "", "Do everything that can be done.")
def act(call):
    plugin.say("quiet")
    plugin.say("waves", room="ops", action=True, wait=True)
    plugin.private("Carol", "psst", wait=True)
    muted = plugin.do("mute", "Bob for 10m")
    said = [message.text for message in plugin.history("ops", before=72, count=2) + plugin.search("hello")]
    plugin.set("key", "väl")
    value, keys = plugin.get("key"), plugin.keys("k")
    plugin.set("key", None)
    return f"{muted} {said} {value} {keys} {plugin.get('key')}".replace("'", "").replace("None", "none")


@plugin.command("share", "", "Share files.", permissions=["share"])
def share(call):
    plugin.share("quiet.txt")
    number = plugin.share(pathlib.PurePath("report.pdf"), room="ops", title="Report", wait=True)
    return f"shared {number}"


@plugin.command("denied", "", "Do what is not allowed.")
def denied(call):
    try:
        plugin.say("psst", wait=True)
    except PluginError as error:
        return str(error)


@plugin.on_message("ops")
def on_message(message):
    if message.text == "crash":
        raise ValueError("a fault of the author")
    files = f" [{message.share['id']} {message.share['title']} {message.share['count']} {message.share['size']}]" if message.share else ""
    plugin.say(f"{message.user}: {message.text}{files}", room=message.room)


@plugin.on_event("join", rooms=["ops"])
def on_join(event):
    plugin.private(event.user, f"Welcome to {event.room}.")


@plugin.on_event("start", "gap")
def on_start_or_gap(event):
    plugin.say(f"{event.event} {event.line.get('from')}".replace("None", "none"))


@plugin.on_event("mute", "ban")
def on_penalty(event):
    plugin.say(f"{event.event} {event.user or 'nobody'} {event.by} {event.target or 'none'} {event.until or 'none'} {event.reason or 'none'}")


@plugin.filter("class", words=["darn"], longer_than=500, on_timeout="refuse")
def judge(text):
    if "mute" in text.text:
        return Mute("10m")
    if "refuse" in text.text:
        return Refuse("Mind your language.")
    if "pass" in text.text:
        return None
    if "fail" in text.text:
        raise ValueError("a fault of the author")
    if "wait" in text.text:
        return plugin.get("never")
    return text.text.replace("darn", "d**n")


@plugin.on_hook
def on_hook(call):
    if call.body == "bad":
        raise Refuse("Send something better.")
    return f"{call.content_type} {call.query} {call.body}"


plugin.run()
