"""Pages of the production itself, under /p/<production>/."""

from django.urls import path

from topsheet.production import notes_views

app_name = "production"

urlpatterns = [
    path("attachments/<str:uid>/", notes_views.attachment, name="attachment"),
    path("attachments/<str:uid>/thumbnail/", notes_views.thumbnail, name="thumbnail"),
]
