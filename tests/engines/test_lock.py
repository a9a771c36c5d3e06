"""The writer's lock: one owner, who is named, and whose death frees it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsearch.engines.base import Patience
from newsearch.engines.on_whoosh.lock import NAME, Lock
from newsearch.errors import IndexLocked, IndexUnwritable

OWNER = """
import sys, time
from pathlib import Path
from newsearch.engines.on_whoosh.lock import Lock
lock = Lock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def owner(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_whoever_is_refused_learns_who_has_it(tmp_path: Path, owner: "subprocess.Popen[str]") -> None:
    with pytest.raises(IndexLocked) as caught:
        Lock(tmp_path).acquire()
    assert f"process {owner.pid}" in caught.value.message
    assert str(tmp_path) in caught.value.message
    assert os.uname().nodename in caught.value.message
    assert "since 20" in caught.value.message
    assert caught.value.hint


def test_whoever_waits_is_told_once_for_whom(tmp_path: Path, owner: "subprocess.Popen[str]") -> None:
    told: list[str] = []
    with pytest.raises(IndexLocked):
        Lock(tmp_path).acquire(Patience(0.3, told.append))
    assert len(told) == 1
    assert f"process {owner.pid}" in told[0]


def test_it_is_free_when_its_owner_was_killed(tmp_path: Path, owner: "subprocess.Popen[str]") -> None:
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    lock = Lock(tmp_path)
    lock.acquire()
    lock.release()


def test_one_object_at_a_time_within_a_process_too(tmp_path: Path) -> None:
    first, second = Lock(tmp_path), Lock(tmp_path)
    first.acquire()
    with pytest.raises(IndexLocked):
        second.acquire()
    with pytest.raises(IndexLocked):
        second.acquire(Patience(0.1))
    first.release()
    first.release()
    second.acquire()
    second.release()


def test_waiting_until_it_is_free(tmp_path: Path) -> None:
    first, second = Lock(tmp_path), Lock(tmp_path)
    first.acquire()
    timer = threading.Timer(0.1, first.release)
    timer.start()
    second.acquire(Patience(30))
    timer.join()
    second.release()


def test_a_forked_child_neither_keeps_it_nor_gives_it_back(tmp_path: Path) -> None:
    lock = Lock(tmp_path)
    lock.acquire()
    child = os.fork()
    if not child:
        lock.release()
        time.sleep(60)
        os._exit(0)
    try:
        with pytest.raises(IndexLocked):
            Lock(tmp_path).acquire(Patience(0.2))  # the child's release does nothing
        lock.release()
        other = Lock(tmp_path)
        other.acquire()  # and its life does not matter
        other.release()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@pytest.mark.parametrize(
    "said", ["", "[1]", "{}", "[" * 100_000, json.dumps({"process": 1}), "\N{REPLACEMENT CHARACTER}"]
)
def test_an_owner_who_does_not_say_who_it_is(tmp_path: Path, said: str) -> None:
    lock = Lock(tmp_path)
    lock.acquire()
    (tmp_path / NAME).write_text(said, encoding="utf-8")
    with pytest.raises(IndexLocked, match="did not give its name"):
        Lock(tmp_path).acquire()
    lock.release()


def test_what_the_file_says_cannot_steer_a_terminal(tmp_path: Path) -> None:
    lock = Lock(tmp_path)
    lock.acquire()
    owner = {"process": 1, "command": "\x1b[2J\nrm", "host": "h\N{RIGHT-TO-LEFT OVERRIDE}", "since": "x" * 10_000}
    (tmp_path / NAME).write_text(json.dumps(owner))
    with pytest.raises(IndexLocked) as caught:
        Lock(tmp_path).acquire()
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 1000
    lock.release()


@pytest.mark.parametrize("link", [os.symlink, os.link])
@pytest.mark.parametrize("precious", ["دفتر", "{}", ""])
def test_it_is_never_another_file(tmp_path: Path, precious: str, link: Callable[[Path, Path], None]) -> None:
    other = tmp_path / "other"
    other.write_text(precious, encoding="utf-8")
    link(other, tmp_path / NAME)
    if not precious and link is os.link:
        return  # of which nobody can tell that it is not ours
    with pytest.raises(IndexUnwritable):
        Lock(tmp_path).acquire()
    assert other.read_text(encoding="utf-8") == precious


def test_a_link_to_nothing_makes_no_file(tmp_path: Path) -> None:
    (tmp_path / NAME).symlink_to(tmp_path / "other")
    with pytest.raises(IndexUnwritable):
        Lock(tmp_path).acquire()
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("left", [b"", b'{"proc', b"\0" * 200])
def test_what_a_crash_left_of_it_will_do(tmp_path: Path, left: bytes) -> None:
    (tmp_path / NAME).write_bytes(left)
    lock = Lock(tmp_path)
    lock.acquire()
    lock.release()


def test_no_folder_to_put_it_in(tmp_path: Path) -> None:
    with pytest.raises(IndexUnwritable) as caught:
        Lock(tmp_path / "missing").acquire()
    assert caught.value.hint
