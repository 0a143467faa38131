from django.urls import path

from accounts.views import me, members, notifications, signup, ties

app_name = "accounts"

urlpatterns = [
    path("members/<str:username>/", members.member_detail, name="member_detail"),
    path("members/<str:username>/tie/", ties.tie, name="tie"),
    path("me/", me.me, name="me"),
    path("me/settings/", me.settings, name="settings"),
    path("me/ties/", ties.my_ties, name="my_ties"),
    path("me/notifications/", notifications.notifications, name="notifications"),
    path("me/notifications/read/", notifications.read_all, name="read_all_notifications"),
    path("me/notifications/<int:pk>/read/", notifications.read_one, name="read_notification"),
    path("me/notifications/mail/", notifications.mail_choices, name="mail_choices"),
    # In the place of allauth's own.
    path("accounts/signup/", signup.signup, name="signup"),
]
