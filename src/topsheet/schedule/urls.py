"""The schedule's addresses under /p/<production>/."""

from django.urls import path

from topsheet.schedule import views

app_name = "schedule"

urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/days/", views.board_days, name="board-days"),
    path("board/at/<str:place>/", views.place_days, name="place-days"),
    path("day-out-of-days/", views.day_out_of_days, name="day-out-of-days"),
]
