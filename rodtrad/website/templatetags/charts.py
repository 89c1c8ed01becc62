"""Charts in a page: both editions, the caption with its source, and the figures as a table. See docs/charts.md."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rodtrad.core.charts import Chart

register = template.Library()


@register.inclusion_tag("website/parts/chart.html")
def chart(drawing: Chart, name: str = "", table: bool = True) -> dict[str, object]:
    """Place a chart. `name` stands in the caption instead of the title; `table=False` when the page has one itself."""
    return {"chart": drawing, "name": name or drawing.title, "table": table}


@register.simple_tag
def spark(drawing: Chart) -> SafeString:
    """Place a sparkline in a line of text or a cell; a dash where there are no figures."""
    if drawing.empty:
        return format_html('<span class="muted" title="{}">–</span>', drawing.empty)
    return format_html('<span class="spark">{}</span>', drawing.wide)
