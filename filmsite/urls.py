from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from filmsite.views import (
    closing,
    guidelines,
    health,
    media,
    merge_choice,
    moderation_log,
    pages,
    reading,
    search,
    transparency,
)

admin.autodiscover()
admin.site.site_header = admin.site.site_title = "Filmsite"
admin.site.index_title = "Work"
# The same sign-in as everywhere, with its limits and second factor.
admin.site.login = secure_admin_login(admin.site.login)

handler400 = "filmsite.views.errors.bad_request"
handler403 = "filmsite.views.errors.permission_denied"
handler404 = "filmsite.views.errors.not_found"
# Not Django's: allauth calls it where a limit on logins is reached.
handler429 = "filmsite.views.errors.too_many_requests"
handler500 = "filmsite.views.errors.server_error"

urlpatterns = [
    path("", pages.home, name="home"),
    path("guidelines/", guidelines.guidelines, name="guidelines"),
    path("guidelines/<slug:pk>/", guidelines.guideline_history, name="guideline_history"),
    path("moderation/", moderation_log.moderation_log, name="moderation_log"),
    path("moderation.json", moderation_log.moderation_json, name="moderation_json"),
    path("moderation.csv", moderation_log.moderation_csv, name="moderation_csv"),
    path("transparency/", transparency.transparency, name="transparency"),
    path("transparency.json", transparency.transparency_json, name="transparency_json"),
    path("transparency.csv", transparency.transparency_csv, name="transparency_csv"),
    path("search/", search.search, name="search"),
    path("reading/", reading.reading, name="reading"),
    path("me/merges/<int:pk>/", merge_choice.merge_choice, name="merge_choice"),
    path("me/close/", closing.close, name="close_account"),
    path("", include("catalog.urls")),
    path("", include("reviews.urls")),
    path("", include("diary.urls")),
    path("", include("lists.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

if settings.MEDIA_URL.startswith("/"):
    urlpatterns.append(re_path(rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.+)$", media.media, name="media"))
