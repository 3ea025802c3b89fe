"""Write plug-ins for LanTalk in Python 3.9 or newer: one file without dependencies. Copy it next to your plug-in.

    from lantalk_plugin import Plugin

    plugin = Plugin("greeter", "Greets.")

    @plugin.command("hello", "", "Get a greeting.")
    def hello(call):
        return f"Hello, {call.user}!"

    plugin.run()

Your functions run one after another, in the order in which things came, on one thread (the worker): they need no locks. Two kinds do not:
the filter runs on the thread that reads from the server, so that its verdict never waits for a slow command, and commands with
background=True run on threads of their own.

Whatever a function raises goes to the plug-in's log, the caller is told that it failed, and the plug-in goes on. Standard output belongs to
the server: print() writes to the log.
"""
from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
import traceback
from collections import deque
from datetime import datetime
from typing import Any, Callable, Iterable, Optional, Union

__all__ = ["Plugin", "PluginError", "Refuse", "Mute", "Call", "HookCall", "Message", "Event", "Text", "Option", "Timer"]

_MAX_LINE = 64 * 1024  # The server drops longer lines.
_MAX_WAITING = 10_000  # What waits for the worker; more is turned away, so that a slow function costs no memory.
_MAX_BACKGROUND = 16  # Commands in the background at once.
_ANSWER_WITHIN = 30  # Seconds. The server answers at once, unless it is broken.
_FINISH_WITHIN = 5  # Seconds for the worker to finish after the server has stopped; it sends SIGTERM after 2.


class PluginError(Exception):
    """The server did not do what it was asked for; the text says why."""


class Refuse(Exception):
    """A filter's verdict: the text is refused, and its author is told the reason. A command may return or raise it as well."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class Mute:
    """A filter's verdict: the text is refused, and its author is muted, such as for "10m". It needs the permission "mute"."""

    def __init__(self, duration: str):
        self.duration = duration


class _Answerable:
    def __init__(self, plugin: Plugin, line: dict):
        self.line = line
        self.is_answered = False
        self._plugin = plugin

    def reply(self, text: Optional[str] = None) -> None:
        """Answers. Only the first answer counts."""
        self._answer(text=text)

    def refuse(self, text: str) -> None:
        """Says why it cannot be done."""
        self._answer(error=text)

    def _answer(self, **answer: Optional[str]) -> None:
        if not self.is_answered:
            self._plugin._send({"type": "reply", "call": self.line["call"], **answer})
            self.is_answered = True


class Call(_Answerable):
    """Somebody uses a command."""

    def __init__(self, plugin: Plugin, line: dict):
        super().__init__(plugin, line)
        self.name: str = line["name"]
        self.arguments: str = line.get("arguments", "")
        self.user: str = line.get("user", "")
        self.room: str = line.get("room", "lobby")
        self.is_operator: bool = line.get("operator", False)


class HookCall(_Answerable):
    """A program outside called the web hook."""

    def __init__(self, plugin: Plugin, line: dict):
        super().__init__(plugin, line)
        self.body: str = line.get("body", "")
        self.content_type: str = line.get("content_type", "")
        self.query: str = line.get("query", "")


class Message:
    """Somebody said something in a room. `line` has everything that the server sent."""

    def __init__(self, line: dict):
        self.line = line
        self.user: str = line.get("user", "")
        self.text: str = line.get("text", "")
        self.room: str = line.get("room", "lobby")
        self.id: Optional[int] = line.get("id")
        self.at: Optional[int] = line.get("at")  # Milliseconds since 1970, UTC.
        self.is_action: bool = line.get("action", False)
        self.is_bot: bool = line.get("bot", False)
        self.share: Optional[dict] = line.get("share")  # The files that it announces: "id", "title", "count", "size"; None for a text.


class Event:
    """Something happened: "join", "leave", "nick", "topic" and others in rooms; "start", "mute", "unmute", "kick", "ban" and "unban" on the server;
    and "gap" if messages were left out. `line` has everything that the server sent."""

    def __init__(self, line: dict):
        self.line = line
        self.event: str = line.get("event", "") if line["type"] != "gap" else "gap"
        self.user: str = line.get("user", "")
        self.name: str = line.get("name", "")  # The new name, for "nick".
        self.topic: str = line.get("topic", "")
        self.text: str = line.get("text", "")
        self.room: str = line.get("room", "lobby")
        self.by: str = line.get("by", "")  # Who mutes, kicks or bans; empty if that is not known.
        self.target: str = line.get("target", "")  # What is banned, such as "10.1.2.3" or "10.1.0.0/16".
        self.until: Optional[int] = line.get("until")  # Of "mute" and "ban": milliseconds since 1970, UTC; None without an end.
        self.reason: str = line.get("reason", "")


class Text:
    """A text that waits for the filter's verdict."""

    def __init__(self, line: dict):
        self.user: str = line.get("user", "")
        self.room: str = line.get("room", "lobby")
        self.text: str = line.get("text", "")

    def __str__(self) -> str:
        return self.text


class Option:
    """What the operator can set. `value` is the default until the plug-in runs."""

    def __init__(self, name: str, help: str, default: str):
        self.name, self.help, self.default, self.value = name, help, default, default

    def __str__(self) -> str:
        return self.value


class Timer:
    """A function that runs later, on the worker."""

    def __init__(self, function: Callable[[], Any], clock: Callable[[], float], due: float, interval: Optional[float] = None):
        self._function, self._clock, self._due, self._interval = function, clock, due, interval
        self._is_cancelled = self._is_queued = False

    def cancel(self) -> None:
        """It does not run again."""
        self._is_cancelled = True

    def _remaining(self) -> float:
        return self._due - self._clock()

    def _run(self) -> None:
        self._is_queued = False
        if not self._is_cancelled:
            self._function()


class _Jobs:
    """What the worker has to do, in order."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[Callable[[], None]] = deque()
        self._timers: list[Timer] = []
        self._is_ended = False

    def add(self, job: Callable[[], None]) -> bool:
        with self._changed:
            if self._is_ended or len(self._waiting) >= _MAX_WAITING:
                return False
            self._waiting.append(job)
            self._changed.notify()
            return True

    def add_timer(self, timer: Timer) -> None:
        with self._changed:
            self._timers.append(timer)
            self._changed.notify()

    def is_empty(self) -> bool:
        return not self._waiting

    def end(self, now: bool) -> None:
        """The worker ends when nothing is left; now: after what it does."""
        with self._changed:
            self._is_ended = True
            if now:
                self._waiting.clear()
            self._changed.notify()

    def take(self) -> Optional[Callable[[], None]]:
        """Waits for the next job; None at the end."""
        with self._changed:
            while True:
                if not self._is_ended:
                    self._queue_due_timers()
                if self._waiting:
                    return self._waiting.popleft()
                if self._is_ended:
                    return None
                # At most a minute: the system's clock may be set, or the machine may sleep.
                self._changed.wait(max(0.0, min([timer._remaining() for timer in self._timers] + [60.0])))

    def _queue_due_timers(self) -> None:
        # At the end of the queue: a timer that is always overdue keeps nothing else waiting.
        for timer in self._timers:
            if timer._remaining() <= 0 and not timer._is_queued:
                timer._is_queued = True
                self._waiting.append(timer._run)
                if timer._interval is not None:
                    # What is overdue several times runs once.
                    timer._due = max(timer._due + timer._interval, timer._clock())
        self._timers = [timer for timer in self._timers if not timer._is_cancelled and (timer._interval or not timer._is_queued)]


class _Terminated(BaseException):
    """SIGTERM or SIGINT came."""


class Plugin:
    """A plug-in: say what it has with the decorators, then run() it."""

    def __init__(self, name: str, description: str = "", version: str = "", permissions: Iterable[str] = ()):
        self.name = name
        self.directory = os.getcwd()
        self.allowed: list[str] = []
        self._manifest: dict = {"type": "manifest", "name": name, "description": description or None, "version": version or None}
        self._permissions: list[str] = []
        self._has_sent_manifest = False
        self._needs(*permissions)
        self._options: list[Option] = []
        self._commands: dict[str, dict] = {}
        self._functions: dict[str, tuple[Callable[[Call], Any], bool]] = {}
        self._message_functions: list[tuple[Callable[[Message], Any], list[str], bool]] = []
        self._event_functions: list[tuple[Callable[[Event], Any], set[str], list[str]]] = []
        self._start_functions: list[Callable[[], Any]] = []
        self._hook_function: Optional[Callable[[HookCall], Any]] = None
        self._filter_function: Optional[Callable[[Text], Any]] = None
        self._watched: list[str] = []
        self._confirms = False
        self._unseen: dict[str, int] = {}
        self._unseen_count = 0
        self._jobs = _Jobs()
        self._in_background = threading.BoundedSemaphore(_MAX_BACKGROUND)
        self._output: Any = None
        self._writing = threading.Lock()
        self._answers: dict[str, _Answer] = {}
        self._refs = 0
        self._is_over = False
        self._reader: Optional[int] = None
        self._is_reading = False
        self._is_terminated = False
        self._worker = threading.Thread(target=self._work, name="worker", daemon=True)

    # What the plug-in has.

    def command(self, name: str, arguments: str = "", help: str = "", permissions: Iterable[str] = (), background: bool = False):
        """A command. The function gets a Call; a string that it returns is the reply. With background=True it runs on a thread of its own,
        and may be slow without keeping others waiting."""
        def add(function: Callable[[Call], Any]):
            if name in self._functions:
                raise ValueError(f"There are two commands /{name}.")
            self._needs(*permissions)
            self._commands[name] = {"name": name, "arguments": arguments, "help": help}
            self._functions[name] = (function, background)
            return function
        return add

    def on_message(self, rooms: Union[str, Iterable[str]] = "*", bots: bool = False, missed: bool = True):
        """Called with each Message in these rooms. It is confirmed after the function has returned: what came while the plug-in was not
        running comes when it runs again, unless missed=False. Messages of bots are left out, unless bots=True."""
        def add(function: Callable[[Message], Any]):
            self._watch("messages", rooms)
            self._confirms = self._confirms or missed
            self._message_functions.append((function, _names(rooms), bots))
            return function
        return add

    def on_event(self, *events: str, rooms: Union[str, Iterable[str]] = "*"):
        """Called with each Event of these kinds, such as "join"; of all kinds if none is named."""
        def add(function: Callable[[Event], Any]):
            self._watch("events", rooms)
            self._event_functions.append((function, set(events), _names(rooms)))
            return function
        return add

    def filter(self, rooms: Union[str, Iterable[str]] = "*", words: Iterable[str] = (), pattern: Optional[str] = None,
               longer_than: Optional[int] = None, on_timeout: str = "pass"):
        """Called with each Text in these rooms that has one of the words, matches the pattern or is longer; with every text if none of
        these is given. It returns None to let the text pass, another text, Refuse or Mute. It runs on the thread that reads: it must
        answer within 50 ms, cannot wait for the server (get, history, …), and shares what it uses with the worker. If options decide
        which texts it sees, call it in on_start: plugin.filter(words=…)(function); the plug-in then asks for the permission itself."""
        def add(function: Callable[[Text], Any]):
            if self._filter_function:
                raise ValueError("A plug-in has one filter.")
            self._needs("filter")
            match = {"words": [words] if isinstance(words, str) else list(words), "pattern": pattern, "longer_than": longer_than}
            match = {name: value for name, value in match.items() if value not in (None, [])}
            self._manifest["filter"] = _without_none({"rooms": _names(rooms), "match": match or None, "on_timeout": on_timeout})
            self._filter_function = function
            return function
        return add

    def on_hook(self, function: Callable[[HookCall], Any]):
        """Called when a program outside calls the web hook; a string that it returns is the body of the answer."""
        self._needs("hook")
        self._hook_function = function
        return function

    def on_start(self, function: Callable[[], Any]):
        """Called once, before everything else, when the options are known and the store can be read. The plug-in is ready when it
        returns: it has 5 s. To refuse an option, use sys.exit("The option …"): the operator is shown that."""
        self._start_functions.append(function)
        return function

    def option(self, name: str, help: str = "", default: str = "") -> Option:
        """Something that the operator can set; its `value` is known once the plug-in runs."""
        option = Option(name, help, str(default))
        self._options.append(option)
        return option

    def every(self, seconds: float):
        """Called again and again, the first time after this time."""
        if seconds <= 0:
            raise ValueError("The time between two calls must be more than 0 seconds.")

        def add(function: Callable[[], Any]):
            self._timer(function, time.monotonic, time.monotonic() + seconds, seconds)
            return function
        return add

    def after(self, seconds: float, function: Callable[[], Any]) -> Timer:
        """Calls a function once, after this time."""
        return self._timer(function, time.monotonic, time.monotonic() + seconds)

    def at(self, when: Union[datetime, float], function: Callable[[], Any]) -> Timer:
        """Calls a function once, at a time (a datetime, or seconds since 1970); at once if that is over."""
        return self._timer(function, time.time, when.timestamp() if isinstance(when, datetime) else when)

    # What it can do.

    def say(self, text: str, room: Optional[str] = None, action: bool = False, wait: bool = False) -> None:
        """Says something in a room, the lobby if none is given. If it fails, that is logged; with wait=True it raises PluginError."""
        self._do(wait, {"type": "say", "room": room, "text": text, "action": action or None})

    def private(self, to: str, text: str, wait: bool = False) -> None:
        """Sends a private message. If it fails, that is logged; with wait=True it raises PluginError."""
        self._do(wait, {"type": "private", "to": to, "text": text})

    def share(self, path: Union[str, os.PathLike], room: Optional[str] = None, title: Optional[str] = None, wait: bool = False) -> Optional[int]:
        """Shares a file or a folder in a room, the lobby if none is given. The server reads it: the path is absolute, or relative to
        `directory`. If it fails, that is logged. With wait=True it returns the number of the share when all of it is there and the room has
        been told, which may take long, or raises PluginError. It needs the permission "share"."""
        line = {"type": "share", "path": os.fspath(path), "room": room, "title": title}
        if wait:
            return self._ask(line, within=None).get("share")
        self._send(line)
        return None

    def do(self, command: str, arguments: str = "", room: Optional[str] = None) -> str:
        """Runs "topic", "mute", "unmute", "kick", "ban" or "unban" as at the server's console, or "unsend" with the number of a share of its
        own; returns what the console would show."""
        return self._ask({"type": "do", "command": command, "arguments": arguments, "room": room}).get("text", "")

    def history(self, room: Optional[str] = None, before: Optional[int] = None, count: int = 100) -> list[Message]:
        """Earlier messages of a room, the oldest first."""
        answer = self._ask({"type": "history", "room": room, "before": before, "count": count})
        return [Message(line) for line in answer.get("messages", [])]

    def search(self, query: str, room: Optional[str] = None) -> list[Message]:
        """Messages that match, as with /search."""
        answer = self._ask({"type": "search", "room": room, "query": query})
        return [Message(line) for line in answer.get("messages", [])]

    def get(self, key: str) -> Optional[str]:
        """A value from the plug-in's store; None if there is none."""
        return self._ask({"type": "get", "key": key}).get("value")

    def set(self, key: str, value: Optional[str]) -> None:
        """Stores a value, or removes the key if it is None. It is stored when this returns."""
        self._ask({"type": "set", "key": key, "value": value})

    def keys(self, prefix: str = "") -> list[str]:
        """The keys in the store that begin like this."""
        return self._ask({"type": "keys", "prefix": prefix}).get("keys", [])

    def run(self) -> None:
        """Runs until the server stops the plug-in."""
        # Programs that the plug-in starts, and prints, must not touch the lines: they get nothing to read, and write to the log.
        wire = os.fdopen(os.dup(0), "rb")
        self._output = os.fdopen(os.dup(1), "wb")
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        self._reader = threading.get_ident()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._terminate)

        try:
            self._read(wire)
            self._finish(now=False)
        except _Terminated:
            self._finish(now=True)

    # The start and the end.

    def _read(self, wire: Any) -> None:
        while True:
            # A signal ends the reading, but never a line that is being written.
            self._is_reading = True
            if self._is_terminated:
                raise _Terminated
            line = wire.readline()
            self._is_reading = False
            if not line.endswith(b"\n") or not self._take(line):
                return

    def _terminate(self, *_: Any) -> None:
        self._is_terminated = True
        if self._is_reading:
            self._is_reading = False
            raise _Terminated

    def _finish(self, now: bool) -> None:
        self._jobs.end(now)
        self._is_over = True
        for answer in list(self._answers.values()):
            answer.take({"error": "The server is gone."})
        if not self._worker.ident:
            return
        self._is_reading = not now
        self._worker.join(1 if now else _FINISH_WITHIN)
        self._is_reading = False

    def _take(self, line: bytes) -> bool:
        try:
            read = json.loads(line)
            kind = read["type"]
        except (ValueError, KeyError, TypeError):
            self._log(f"This line of the server was not understood: {line!r}")
            return True
        if kind == "stop":
            return False
        take = getattr(self, f"_take_{kind}", None) if isinstance(kind, str) else None
        if take:
            self._guard(lambda: take(read))
        return True

    def _take_hello(self, _: dict) -> None:
        self._manifest["permissions"] = self._permissions
        self._manifest["commands"] = list(self._commands.values())
        self._manifest["options"] = [{"name": option.name, "help": option.help, "default": option.default} for option in self._options]
        self._send(self._manifest)
        self._has_sent_manifest = True

    def _take_init(self, line: dict) -> None:
        self.allowed = line.get("allowed", [])
        self.directory = line.get("directory", self.directory)
        for option in self._options:
            option.value = line.get("options", {}).get(option.name, option.default)
        self._worker.start()

    def _start(self) -> bool:
        try:
            for function in self._start_functions:
                function()
        except Exception:  # Of the author's code: anything.
            traceback.print_exc()
            return False
        self._send({"type": "ready", **{name: self._manifest[name] for name in ("watch", "filter") if name in self._manifest}})
        return True

    # What comes.

    def _take_command(self, line: dict) -> None:
        call = Call(self, line)
        if call.name not in self._functions:
            call.refuse(f"There is no command /{call.name}.")
            return
        function, in_background = self._functions[call.name]
        if not in_background:
            if not self._jobs.add(lambda: self._call(function, call, f"/{call.name}")):
                call.refuse("The plug-in has too much to do. Try again later.")
        elif self._in_background.acquire(blocking=False):
            threading.Thread(target=self._call_in_background, args=(function, call), daemon=True).start()
        else:
            call.refuse(f"/{call.name} is used too often at the moment. Try again later.")

    def _call_in_background(self, function: Callable[[Call], Any], call: Call) -> None:
        try:
            self._call(function, call, f"/{call.name}")
        finally:
            self._in_background.release()

    def _take_hook(self, line: dict) -> None:
        call, function = HookCall(self, line), self._hook_function
        if not function:
            call.refuse("The plug-in has no web hook.")
        elif not self._jobs.add(lambda: self._call(function, call, "The web hook")):
            call.refuse("The plug-in has too much to do. Try again later.")

    def _call(self, function: Callable[[Any], Any], call: Any, name: str) -> None:
        try:
            result = function(call)
            if isinstance(result, Refuse):
                raise result
            call.reply(result if result is None else str(result))
        except Refuse as refusal:
            call.refuse(refusal.reason)
        except Exception:  # Of the author's code: anything.
            traceback.print_exc()
            call.refuse(f"{name} failed. The plug-in's log says why.")

    def _take_message(self, line: dict) -> None:
        if not self._jobs.add(lambda: self._handle_message(Message(line))):
            self._log_dropped("message")

    def _handle_message(self, message: Message) -> None:
        for function, rooms, bots in self._message_functions:
            if _has(rooms, message.room) and (bots or not message.is_bot):
                self._guard(lambda: function(message))
        if self._confirms and message.id is not None:
            self._unseen[message.room] = message.id
            self._unseen_count += 1
            # One confirmation stands for many messages while others wait.
            if self._jobs.is_empty() or self._unseen_count >= 100:
                for room, id in self._unseen.items():
                    self._send({"type": "seen", "room": room, "id": id})
                self._unseen.clear()
                self._unseen_count = 0

    def _take_system(self, line: dict) -> None:
        if not self._jobs.add(lambda: self._handle_event(Event(line))):
            self._log_dropped("event")

    _take_event = _take_gap = _take_system

    def _handle_event(self, event: Event) -> None:
        is_of_server = event.line["type"] == "event"
        for function, events, rooms in self._event_functions:
            if (not events or event.event in events) and (is_of_server or _has(rooms, event.room)):
                self._guard(lambda: function(event))

    def _take_filter(self, line: dict) -> None:
        try:
            verdict = self._filter_function(Text(line)) if self._filter_function else None
            if verdict is not None and not isinstance(verdict, (str, Refuse, Mute)):
                raise TypeError(f"A filter returns None, a str, Refuse or Mute, not {verdict!r}.")
        except Refuse as refusal:
            verdict = refusal
        except Exception:  # Of the author's code: anything.
            traceback.print_exc()
            is_open = self._manifest["filter"]["on_timeout"] == "pass"
            verdict = None if is_open else Refuse(f"The filter {self.name} failed.")
        answer: dict = {"pass": True}
        if isinstance(verdict, str):
            answer = {"replace": verdict}
        elif isinstance(verdict, Refuse):
            answer = {"refuse": verdict.reason}
        elif isinstance(verdict, Mute):
            answer = {"mute": verdict.duration}
        self._send({"type": "verdict", "call": line["call"], **answer})

    def _take_answer(self, line: dict) -> None:
        answer = self._answers.pop(line.get("ref", ""), None)
        if answer:
            answer.take(line)
        elif "error" in line:
            self._log(line["error"])

    # What goes.

    def _do(self, wait: bool, line: dict) -> None:
        if wait:
            self._ask(line)
        else:
            self._send(line)

    def _ask(self, line: dict, within: Optional[float] = _ANSWER_WITHIN) -> dict:
        if threading.get_ident() == self._reader:
            raise RuntimeError("This waits for the server, which a filter cannot do: its thread reads what the server says.")
        answer = _Answer()
        with self._writing:
            self._refs += 1
            ref = str(self._refs)
            self._answers[ref] = answer
        if self._is_over:
            answer.take({"error": "The server is gone."})
        else:
            self._send({**line, "ref": ref})
        try:
            return answer.wait(within)
        finally:
            self._answers.pop(ref, None)

    def _send(self, line: dict) -> None:
        if self._output is None:
            raise RuntimeError("The plug-in does not run yet: use @plugin.on_start.")
        text = json.dumps(_without_none(line), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        encoded = text.encode("utf-8", "replace") + b"\n"
        if len(encoded) > _MAX_LINE:
            raise ValueError(f"A line has at most {_MAX_LINE} bytes, but this one has {len(encoded)}: {text[:100]}…")
        with self._writing:
            try:
                self._output.write(encoded)
                self._output.flush()
            except (OSError, ValueError):
                # The server reads no more; the end of the input follows.
                self._is_over = True

    # Small things.

    def _work(self) -> None:
        try:
            if not self._start():
                os._exit(1)
            while True:
                job = self._jobs.take()
                if job is None:
                    return
                self._guard(job)
        except SystemExit as end:
            # The author ends the plug-in. On this thread alone, it would go on without answering.
            if isinstance(end.code, str):
                self._log(end.code)
            os._exit(end.code if isinstance(end.code, int) else 1 if end.code else 0)

    def _guard(self, job: Callable[[], Any]) -> None:
        try:
            job()
        except Exception:  # Of the author's code: anything.
            traceback.print_exc()

    def _timer(self, function: Callable[[], Any], clock: Callable[[], float], due: float, interval: Optional[float] = None) -> Timer:
        timer = Timer(function, clock, due, interval)
        self._jobs.add_timer(timer)
        return timer

    def _watch(self, what: str, rooms: Union[str, Iterable[str]]) -> None:
        self._needs("watch")
        self._watched += [room for room in _names(rooms) if room not in self._watched]
        watch = self._manifest.setdefault("watch", {"rooms": [], "messages": False, "events": False})
        watch["rooms"] = ["*"] if "*" in self._watched else self._watched
        watch[what] = True

    def _needs(self, *permissions: str) -> None:
        if self._has_sent_manifest and not set(permissions) <= set(self._permissions):
            raise ValueError(f"Ask for {', '.join(permissions)} before the plug-in runs: Plugin(…, permissions=[…]).")
        self._permissions += [permission for permission in permissions if permission not in self._permissions]

    def _log(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def _log_dropped(self, what: str) -> None:
        self._log(f"A {what} was left out, because {_MAX_WAITING} others wait: the plug-in is too slow.")


class _Answer:
    """The answer that somebody waits for."""

    def __init__(self) -> None:
        self._came = threading.Event()
        self._line: dict = {}

    def take(self, line: dict) -> None:
        self._line = line
        self._came.set()

    def wait(self, within: Optional[float]) -> dict:
        if not self._came.wait(within):
            raise PluginError("The server does not answer.")
        if "error" in self._line:
            raise PluginError(self._line["error"])
        return self._line


def _names(rooms: Union[str, Iterable[str]]) -> list[str]:
    return [rooms] if isinstance(rooms, str) else list(rooms)


def _has(rooms: list[str], room: str) -> bool:
    return "*" in rooms or room.casefold() in (name.casefold() for name in rooms)


def _without_none(line: dict) -> dict:
    return {name: value for name, value in line.items() if value is not None}
