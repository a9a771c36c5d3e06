"""``python -m newsearch.text.morphology.build``: make ``data/lemmas.bin`` (ten minutes, 1.5 GB; extra ``lexicon``)."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from newsearch.text.careless import BEFORE, ENDS
from newsearch.text.letters import spelling
from newsearch.text.morphology.build.analyse import Reading, analyse
from newsearch.text.morphology.build.choose import Chooser
from newsearch.text.morphology.build.classes import table
from newsearch.text.morphology.build.conjugate import confirmed, conjugated
from newsearch.text.morphology.build.evidence import gather, is_arabic

TARGET = Path(__file__).parent.parent / "data" / "lemmas.bin"


def main() -> None:
    """Analyse, choose, write."""
    parser = argparse.ArgumentParser(prog="python -m newsearch.text.morphology.build", description=__doc__)
    parser.add_argument("--readings", type=Path, default=Path("readings.jsonl.gz"), help="cache of the analysis")
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    evidence = gather()
    forms = evidence.forms()
    readings = analyse(forms, arguments.readings, arguments.processes)
    spellings = sorted({other for form in _unread(readings) for other in _respelt(form)} - forms.keys())
    readings |= analyse(spellings, arguments.readings, arguments.processes)
    verbs = conjugated(readings, evidence.lemmas)
    others = analyse(verbs, arguments.readings, arguments.processes)
    evidence = evidence.having(confirmed(verbs, others))
    readings |= {form: others[form] for form in evidence.conjugated}
    chosen = Chooser(readings, evidence).choose()
    content = table(chosen, readings, evidence)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(content)
    sys.stderr.write(f"{arguments.out}: {len(content):,} bytes\n")


def _unread(readings: dict[str, tuple[Reading, ...]]) -> list[str]:
    return [form for form, found in readings.items() if not found]


def _respelt(form: str) -> Iterator[str]:
    """A careless spelling's possible careful ones: seats of the first alef and of hamzas, dots of the last letter."""
    fronts = [form]
    for before in BEFORE:
        rest = form[len(before) :]
        if form.startswith(before) and len(rest) > 2 and rest[0] in "اأإ":
            fronts += [before + alef + rest[1:] for alef in "اأإ"]
    for front in fronts:
        for old, new in (("", ""), *((slip.typed, end) for slip in ENDS for end in slip.meant)):
            if front.endswith(old):
                word = front[: len(front) - len(old)] + new
                for seated in (word, word.replace("ئ", "ؤ"), word.replace("ئو", "ؤو"), word.replace("ؤ", "ئ")):
                    if is_arabic(seated) and spelling(seated) == spelling(form):
                        yield seated


if __name__ == "__main__":
    main()
