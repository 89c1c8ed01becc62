"""Addresses of the planstrategi."""

from django.urls import path

from rodtrad.website.views import record_history, strategies
from rodtrad.website.views.editing import strategies as writing
from rodtrad.website.views.editing import strategy_parts

_ONE = "<slug:slug>/planstrategi/<slug:key>/"
_ITEM = f"{_ONE}punkt/<uuid:item>/"

urlpatterns = [
    path("<slug:slug>/planstrategi/", strategies.strategies, name="strategies"),
    path("<slug:slug>/ny-planstrategi/", writing.new_strategy, name="new_strategy"),
    path(_ONE, strategies.strategy, name="strategy"),
    path(f"{_ONE}planstrategi.docx", strategies.strategy_as_word, name="strategy_word"),
    path(f"{_ONE}planstrategi.pdf", strategies.strategy_as_pdf, name="strategy_pdf"),
    path(f"{_ONE}sammenlikn/", strategies.compare_strategies, name="compare_strategies"),
    path(f"{_ONE}historikk/", record_history.strategy_history, name="strategy_history"),
    path(f"{_ONE}endre/", writing.edit_strategy, name="edit_strategy"),
    path(f"{_ONE}nytt-punkt/", writing.new_item, name="new_strategy_item"),
    path(f"{_ONE}ta-opp/", writing.take_up, name="take_up_plans"),
    path(_ITEM, writing.item, name="strategy_item"),
    path(f"{_ITEM}endre/", writing.edit_item, name="edit_strategy_item"),
    path(f"{_ITEM}ta-ut/", writing.delete_item, name="delete_strategy_item"),
    path(f"{_ONE}foringer/", strategy_parts.guidelines, name="strategy_guidelines"),
    path(f"{_ONE}kapasitet/", strategy_parts.capacity, name="strategy_capacity"),
    path(f"{_ONE}<slug:kind>/ny/", strategy_parts.new_part, name="new_strategy_part"),
    path(f"{_ONE}<slug:kind>/<uuid:part>/", strategy_parts.edit_part, name="edit_strategy_part"),
]
