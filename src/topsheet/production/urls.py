"""The production's own addresses under /p/<production>/."""

from django.urls import path

from topsheet.production import notes_views, views

app_name = "production"

urlpatterns = [
    path("journal/", views.journal_page, name="journal"),
    path("journal/<int:sequence>/", views.change_set, name="change-set"),
    path("attachments/<str:uid>/", notes_views.attachment, name="attachment"),
    path("attachments/<str:uid>/thumbnail/", notes_views.thumbnail, name="thumbnail"),
]
