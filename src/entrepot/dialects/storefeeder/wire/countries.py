"""Countries as the vendor writes them: the English name in capitals without spaces, for example UNITEDKINGDOM."""

import unicodedata
from collections import Counter
from functools import cache
from typing import Any

import pycountry


def _squeezed(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if letter.isalnum() and letter.isascii()).upper()


def _short(country: Any) -> str:  # noqa: ANN401 - pycountry's own record
    """Its usual name, without what stands behind a comma."""
    return _squeezed(getattr(country, "common_name", None) or country.name.partition(",")[0])


@cache
def _codes() -> dict[str, str]:
    """Two letters by every name and code; a short name that two countries have stands for neither."""
    shorts = Counter(_short(country) for country in pycountry.countries)
    found = {_short(country): country.alpha_2 for country in pycountry.countries if shorts[_short(country)] == 1}
    for country in pycountry.countries:
        found |= {_squeezed(name): country.alpha_2 for name in (country.alpha_2, country.alpha_3, country.name)}
    return found | {"UK": "GB", "GREATBRITAIN": "GB", "USA": "US", "UNITEDSTATESOFAMERICA": "US"}


def country_code(text: str) -> str | None:
    """The two letters of a country by its name or code in any spelling, or None."""
    return _codes().get(_squeezed(text))


@cache
def country_word(code: str | None) -> str | None:
    """The vendor's word for a country by its two letters; the letters themselves when it has none."""
    found = pycountry.countries.get(alpha_2=code) if code else None
    if found is None:
        return code
    short = _short(found)
    return short if country_code(short) == code else _squeezed(found.name)
