"""Addresses of the annual wheel and of calendars."""

from django.urls import path

from rodtrad.website.views import calendars, wheel
from rodtrad.website.views.editing import wheel as writing

urlpatterns = [
    path("kalender/<str:secret>.ics", wheel.own_calendar, name="own_calendar"),
    path("<slug:slug>/kalender.ics", wheel.calendar, name="calendar"),
    path("<slug:slug>/arshjul/", wheel.wheel, name="wheel"),
    path("<slug:slug>/arshjul/maned/", wheel.month, name="wheel_month"),
    path("<slug:slug>/arshjul/abonner/", calendars.subscribe, name="subscribe"),
    path("<slug:slug>/arshjul/abonner/trekk/", calendars.revoke, name="revoke_calendar"),
    path("<slug:slug>/arshjul/gjentakelser/", writing.recurring, name="recurring"),
    path("<slug:slug>/arshjul/ny-gjentakelse/", writing.new_entry, name="new_wheel_entry"),
    path("<slug:slug>/arshjul/gjentakelser/<slug:key>/endre/", writing.edit_entry, name="edit_wheel_entry"),
]
