"""Made-up cubes, every part of them that is written and read."""

from datetime import UTC
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from rodtrad.indicators.jsonstat.cube import ROLES, Category, CodeList, Cube, Dimension, Facts, Note

_SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn"))
texts = st.text(_SIGNS, max_size=8).map(str.strip)
named = st.text(_SIGNS, min_size=1, max_size=8).map(lambda text: text.strip() or "x")
notes = st.lists(st.builds(Note, text=named, mandatory=st.booleans()), max_size=2).map(tuple)
maybe = st.none() | st.booleans()
_KEPT_BY_PXWEB = ("measuring", "price", "adjustment", "base_period", "reference_period")
_point = st.tuples(*[st.floats(-180, 180)] * 2)


@st.composite
def dimensions(draw: DrawFn, code: str) -> Dimension:
    codes = draw(st.lists(st.text(_SIGNS, max_size=6), max_size=4, unique=True))
    categories = tuple(
        Category(
            code=one,
            label=draw(named) if draw(st.booleans()) else one.strip() or one,
            unit=draw(texts),
            decimals=draw(st.none() | st.integers(0, 9)),
            multiplier=draw(st.integers(-9, 9)),
            notes=draw(notes),
            # Only those before it, so that no circle comes of it; in the order of the index.
            parents=tuple(above for above in codes[:number] if draw(st.booleans())),
            coordinates=draw(st.none() | _point),
            **{name: draw(texts) for name in _KEPT_BY_PXWEB},
        )
        for number, one in enumerate(codes)
    )
    return Dimension(
        code=code,
        label=draw(named),
        role=draw(st.sampled_from((*ROLES, ""))),
        categories=categories,
        notes=draw(notes),
        elimination=draw(maybe),
        total=draw(texts),
        code_lists=tuple(
            draw(st.lists(st.builds(CodeList, code=texts, label=texts, kind=texts), max_size=2))
        ),
    )


@st.composite
def cubes(draw: DrawFn) -> Cube:
    found = tuple(
        draw(dimensions(code))
        for code in draw(st.lists(st.text(_SIGNS, max_size=6), max_size=3, unique=True))
    )
    size = int(np.prod([len(one.categories) for one in found]))
    cells = size if draw(st.booleans()) else 0
    some_symbols = draw(st.lists(named, max_size=3, unique=True))
    status = [draw(st.sampled_from(["", *some_symbols])) for _cell in range(cells)]
    symbols = ("", *sorted({*status} - {""}))
    facts: dict[str, Any] = {
        "decimals": draw(st.none() | st.integers(0, 9)),
        **{name: draw(maybe) for name in ("official", "discontinued", "aggregation_allowed")},
        **{name: draw(texts) for name in ("table_id", "language", "contents", "subject", "survey")},
        **{name: draw(texts) for name in ("next_update", "update_frequency")},
    }
    figure = st.floats(allow_infinity=False)
    return Cube(
        label=draw(texts),
        source=draw(texts),
        updated=draw(st.none() | st.datetimes(timezones=st.just(UTC))),
        dimensions=found,
        values=np.array([draw(figure) for _cell in range(cells)], np.float64),
        status=np.array([symbols.index(one) for one in status], np.uint8),
        symbols=symbols,
        symbol_labels=tuple((one, draw(texts)) for one in symbols[1:] if draw(st.booleans())),
        notes=draw(notes),
        href=draw(texts),
        facts=Facts(**facts),
    )
