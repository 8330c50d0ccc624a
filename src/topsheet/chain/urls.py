"""Pages of the chain, under a production."""

from django.urls import path

from topsheet.chain import views

app_name = "chain"

urlpatterns = [
    path("", views.topsheet, name="topsheet"),
    path("changes/", views.changes, name="changes"),
    path("explain/", views.explain, name="explain"),
    path("files/<str:name>", views.download, name="download"),
]
