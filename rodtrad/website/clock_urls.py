"""Addresses of the clocks."""

from django.urls import path

from rodtrad.website.views import clocks, record_history
from rodtrad.website.views.editing import processes

urlpatterns = [
    path("<slug:slug>/frister/", clocks.root_clocks, name="root_clocks"),
    path("<slug:slug>/frister/regler/", clocks.clock_rules, name="clock_rules"),
    path("<slug:slug>/planer/<slug:key>/frister/", clocks.plan_clocks, name="plan_clocks"),
    path("<slug:slug>/planer/<slug:key>/frister/endre/", processes.edit_process, name="edit_process"),
    path("<slug:slug>/planer/<slug:key>/frister/dager/", processes.edit_steps, name="edit_steps"),
    path(
        "<slug:slug>/planer/<slug:key>/frister/historikk/",
        record_history.process_history,
        name="process_history",
    ),
]
