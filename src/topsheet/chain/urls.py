"""Pages of the chain, under a production."""

from django.urls import path

from topsheet.chain import drafts_views, scenario_views, views

app_name = "chain"

urlpatterns = [
    path("", views.topsheet, name="topsheet"),
    path("changes/", views.changes, name="changes"),
    path("drafts/", drafts_views.drafts, name="drafts"),
    path("drafts/<int:number>/file", drafts_views.draft_file, name="draft-file"),
    path("draft/", drafts_views.draft, name="draft"),
    path("explain/", views.explain, name="explain"),
    path("scenarios/", scenario_views.scenarios, name="scenarios"),
    path("scenarios/compare/", scenario_views.compare, name="compare"),
    path("scenarios/<str:scenario>/adopt/", scenario_views.adopt, name="adopt"),
    path("files/<str:name>", views.download, name="download"),
]
