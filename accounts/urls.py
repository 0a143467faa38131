from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("members/<str:username>/", views.member_detail, name="member_detail"),
    path("me/", views.me, name="me"),
    path("me/settings/", views.settings, name="settings"),
    # In the place of allauth's own.
    path("accounts/signup/", views.signup, name="signup"),
]
