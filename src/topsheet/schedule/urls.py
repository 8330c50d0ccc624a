"""The schedule's addresses under /p/<production>/."""

from django.urls import path

from topsheet.schedule import views

app_name = "schedule"

urlpatterns = [
    path("board/", views.board, name="board"),
    path("day-out-of-days/", views.day_out_of_days, name="day-out-of-days"),
]
