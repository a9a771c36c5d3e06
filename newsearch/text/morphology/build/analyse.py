"""All readings of a list of forms, by AlKhalil Morpho Sys 2 (package farahidi), kept in a cache: it takes minutes."""

import gzip
import importlib
import json
import multiprocessing
import re
import sys
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Final

_MARKS: Final = re.compile("[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}\N{ARABIC LETTER SUPERSCRIPT ALEF}]")

VERB: Final = "فعل"
PARTICLE: Final = "حرف"


def bare(word: str) -> str:
    """A word without vowel marks."""
    return _MARKS.sub("", word).replace("\N{ARABIC LETTER ALEF WASLA}", "ا")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a form. Labels are the analyser's own; ``lemma`` is vowelled, affixes and ``stem`` are not."""

    lemma: str
    root: str
    sort: str
    type: str
    number: str
    tense: str
    voice: str
    person: str
    emphatic: bool
    emphatic_l: bool
    proclitics: str
    suffixes: str
    enclitics: str
    stem: str
    pattern: str


_analyser: Any = None


def _start() -> None:
    global _analyser  # one per worker: it holds 190 MB
    _analyser = importlib.import_module("farahidi").Analyzer()


def _read(form: str) -> tuple[str, list[tuple[object, ...]]]:
    readings = {
        Reading(
            a.lemma,
            a.root or "",
            a.pos or "",
            a.type or "",
            a.number or "",
            a.tense or "",
            a.voice or "",
            a.person or "",
            bool(a.emphatic),
            any("ل\N{ARABIC FATHA}" in p.form for p in a.proclitics),
            bare("".join(p.form for p in a.proclitics)),
            bare("".join(s.form for s in a.suffixes)),
            bare("".join(e.form for e in a.enclitics)),
            bare(a.stem),
            a.lemma_pattern or "",
        ): None
        for a in _analyser.analyze(form)
    }
    return form, [astuple(reading) for reading in readings]


def analyse(forms: Iterable[str], cache: Path, processes: int = 2) -> dict[str, tuple[Reading, ...]]:
    """The readings of each form, in the analyser's order. Forms found in the cache are not analysed again."""
    known: dict[str, tuple[Reading, ...]] = {}
    if cache.exists():
        with gzip.open(cache, "rt", encoding="utf-8") as lines:
            for line in lines:
                form, readings = json.loads(line)
                known[form] = tuple(Reading(*fields) for fields in readings)
    wanted = dict.fromkeys(forms)
    missing = [form for form in wanted if form not in known]
    if missing:
        with (
            multiprocessing.Pool(processes, _start) as pool,
            gzip.open(cache, "at", encoding="utf-8", compresslevel=3) as out,
        ):
            for number, (form, readings) in enumerate(pool.imap(_read, missing, chunksize=200), 1):
                known[form] = tuple(Reading(*fields) for fields in readings)  # type: ignore[arg-type]
                out.write(json.dumps([form, readings], ensure_ascii=False) + "\n")
                if number % 20_000 == 0:
                    sys.stderr.write(f"{number:,} of {len(missing):,} forms analysed\n")
    return {form: known[form] for form in wanted}
