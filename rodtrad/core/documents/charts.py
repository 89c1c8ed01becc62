"""A chart as a figure of a document."""

from rodtrad.core.charts import Chart
from rodtrad.core.documents.model import Column, Figure, Paragraph, plain, table


def figure_of(chart: Chart, *, caption: str = "") -> Figure | Paragraph:
    """Return the chart with its figures as a table; a sentence where there is nothing to draw."""
    if chart.empty:
        return Paragraph(plain(chart.empty))
    name = caption or (f"{chart.title} ({chart.unit})" if chart.unit else chart.title)
    columns = [Column(heading, "right" if numeric else "left") for heading, numeric in chart.table.columns()]
    return Figure(
        svg=chart.as_file(),
        alt=f"{chart.title}. {chart.description}",
        caption=name,
        table=table(columns, chart.table.rows, name),
        wide=chart.wide,
        narrow=chart.narrow,
    )
