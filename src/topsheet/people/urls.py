"""The addresses of the people under /p/<production>/."""

from django.urls import path

from topsheet.people import views

app_name = "people"

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/import/", views.import_contacts, name="import"),
    path("people/who/<str:uid>/", views.person, name="person"),
    path("people/cast/", views.cast, name="cast"),
]
