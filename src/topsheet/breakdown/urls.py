"""Addresses of the room, under its production."""

from django.urls import path

from topsheet.breakdown import views

app_name = "breakdown"
urlpatterns = [
    path("breakdown/", views.scenes, name="breakdown"),
    path("breakdown/elements/", views.elements, name="elements"),
    path("breakdown/places/", views.places, name="places"),
]
