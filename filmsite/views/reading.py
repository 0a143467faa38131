"""The choice how much of a film's story a reader wants to know."""

from django import forms
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from filmsite.reading import Spoilers, remember
from filmsite.sign_in import back_to, is_path_here

EXPLANATIONS = {
    Spoilers.HIDE: "Closed everywhere. One click opens what you want to read.",
    Spoilers.RATED: "Open where you have rated the film, closed everywhere else.",
    Spoilers.SHOW: "Open everywhere. One click closes them again.",
}


class ReadingForm(forms.Form):
    """One of three."""

    spoilers = forms.ChoiceField(
        choices=Spoilers,
        error_messages={
            "required": "Choose one of the three.",
            "invalid_choice": "There is no such choice. Choose one of these three.",
        },
    )

    def options(self):
        """What there is to choose from: value, name, explanation."""
        return [(choice.value, choice.label, EXPLANATIONS[choice]) for choice in Spoilers]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request):
    """Choose whether spoilers stand open: kept in the account, and for visitors in their browser."""
    if request.method != "POST":
        form = ReadingForm(initial={"spoilers": request.reading.choice})
        return show(request, form, request.GET.get("next", ""))
    form = ReadingForm(request.POST)
    if not form.is_valid():
        return show(request, form, request.POST.get("next", ""), status=400)
    choice = form.cleaned_data["spoilers"]
    if request.user.is_authenticated:
        request.user.choose_spoilers(choice)
    response = redirect(back_to(request, f"{request.path}?saved=yes"))
    remember(response, choice)
    return response


def show(request, form, next_page, status=200):
    context = {"form": form, "next": next_page if is_path_here(next_page) else ""}
    return render(request, "reading.html", context, status=status)
