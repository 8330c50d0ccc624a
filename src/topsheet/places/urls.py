"""The addresses of the places under /p/<production>/."""

from django.urls import path

from topsheet.places import views

app_name = "places"

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/at/<str:uid>/", views.place, name="place"),
    path("places/sets/", views.sets, name="sets"),
]
