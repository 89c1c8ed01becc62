"""Orders of KOSTRA's tables: regions by the label of a codelist, accounting dimensions that cannot be left out."""

from collections.abc import Mapping

from rodtrad.core.periods import Frequency
from rodtrad.indicators.sources.order import Order

#: The region variable of a table tells which level it is about.
MUNICIPALITIES = "KOKkommuneregion0000"
COUNTIES = "KOKfylkesregion0000"
DISTRICTS = "KOKbydelsregion0000"
#: Ids of codelists differ from table to table; these labels do not. They choose regions, and never sum them.
LABEL = "Uttrekk for %s"


def kostra_order(
    table: str,
    series: Mapping[str, Mapping[str, str]],
    *,
    region: str = MUNICIPALITIES,
    regions: str | list[str] = "*",
    labelled: str = "",
    periods: str = "*",
) -> Order:
    """Return an order of a table.

    `series` pairs indicators with where their figures are: the content, and a value of every accounting dimension that
    the table has; one that is left out is named by the check, before anything is asked for. `labelled` is the end of a
    codelist's label, such as «Kommuner 2024-»; then `regions` are of those that it holds.
    """
    values = regions if isinstance(regions, list) else [regions]
    chosen: object = {"labelled": LABEL % labelled, "values": values} if labelled else values
    return Order(
        table,
        {
            "values": {region: chosen, "Tid": [periods]},
            "region": region,
            "series": [{"indicator": indicator, "where": dict(where)} for indicator, where in series.items()],
        },
        Frequency.YEAR,
    )
