"""The production's own addresses under /p/<production>/."""

from django.urls import path

from topsheet.production import views

app_name = "production"

urlpatterns = [
    path("journal/", views.journal_page, name="journal"),
    path("journal/<int:sequence>/", views.change_set, name="change-set"),
]
