"""Addresses of the plan register: the map, the types, and writing plans."""

from django.urls import path

from rodtrad.website.views import plan_documents, plan_map, plan_types, register

urlpatterns = [
    path("<slug:slug>/planer/kart/", plan_map.plan_map, name="plan_map"),
    path("<slug:slug>/planer/typer/", plan_types.plan_types, name="plan_types"),
    path("<slug:slug>/planer/typer/ny/", plan_types.new_plan_type, name="new_plan_type"),
    path("<slug:slug>/planer/typer/<slug:key>/", plan_types.edit_plan_type, name="edit_plan_type"),
    path("<slug:slug>/ny-plan/", register.new_plan, name="new_plan"),
    path("<slug:slug>/planer/<slug:key>/endre/", register.edit_plan, name="edit_plan"),
    path("<slug:slug>/planer/<slug:key>/dokumenter/", plan_documents.plan_documents, name="plan_documents"),
    path(
        "<slug:slug>/planer/<slug:key>/dokumenter/<uuid:document>/",
        plan_documents.plan_document,
        name="plan_document",
    ),
]
