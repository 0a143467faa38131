from allauth.account import views as allauth_views
from django.db import IntegrityError

from accounts.adapter import AccountAdapter


class SignupView(allauth_views.SignupView):
    """allauth's; but when somebody else has taken the name since the form was checked, the form says so."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except IntegrityError:
            form.add_error("username", AccountAdapter.error_messages["username_taken"])
            return self.form_invalid(form)


signup = SignupView.as_view()
