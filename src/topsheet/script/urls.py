"""Addresses of the room, under its production."""

from django.urls import path

from topsheet.script import views

app_name = "script"
urlpatterns = [path("script/", views.script, name="script")]
