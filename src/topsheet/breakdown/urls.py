"""Addresses of the room, under its production."""

from django.urls import path

from topsheet.breakdown import views

app_name = "breakdown"
urlpatterns = [
    path("breakdown/", views.scenes, name="breakdown"),
    path("breakdown/decide/", views.review, name="review"),
    path("breakdown/presence/", views.presence, name="presence"),
    path("breakdown/elements/", views.elements, name="elements"),
    path("breakdown/places/", views.places, name="places"),
]
