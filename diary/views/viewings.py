from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from accounts import limits
from catalog.addresses import with_film
from diary.forms import ViewingForm
from diary.models import Viewing
from filmsite import kept_text
from filmsite.sign_in import back_to, redirect_to_sign_in

EARLIER = 20


@require_http_methods(["GET", "HEAD", "POST"])
@with_film
def log(request, film):
    """Write into one's diary that one has seen a film; suspended members too, for it is their own."""
    here = reverse("diary:log", args=[film.pk, film.slug])
    key = f"diary-{film.pk}"
    if not request.user.is_authenticated:
        return sign_in_first(request, here, key)
    earlier = list(Viewing.objects.filter(film=film, member=request.user).latest_first()[:EARLIER])
    suggested = {"watched_on": timezone.localdate(), "is_rewatch": any(one.is_finished for one in earlier)}
    form = ViewingForm(sent(request), initial=kept_text.kept(request, key) or suggested)
    context = {"film": film, "form": form, "earlier": earlier, "most_earlier": EARLIER, "kept_as": key}
    made = save(form, partial(Viewing.objects.log, film, request.user))
    if made is None:
        return show_form(request, context)
    kept_text.take(request, key)
    words = '“{}” is in <a href="{}">your diary</a>.'
    messages.success(request, format_html(words, film.title, reverse("diary:my_diary")))
    return redirect(f"{film.get_absolute_url()}#traces")


@require_http_methods(["GET", "HEAD", "POST"])
def viewing(request, pk):
    """Change an entry of one's diary."""
    key = f"viewing-{pk}"
    if not request.user.is_authenticated:
        return sign_in_first(request, request.get_full_path(), key)
    entry = get_object_or_404(request.user.viewings.select_related("film"), pk=pk)
    form = ViewingForm(sent(request), initial=kept_text.kept(request, key) or ViewingForm.initial_of(entry))
    if save(form, entry.amend) is None:
        return show_form(request, {"film": entry.film, "form": form, "viewing": entry, "kept_as": key})
    kept_text.take(request, key)
    messages.success(request, f"Your entry for “{entry.film.title}” is changed.")
    return redirect(back_to(request, "diary:my_diary"))


def sign_in_first(request, page, key):
    """Send a visitor to sign in and back to this page, where what they typed is offered again."""
    if request.method == "POST":
        kept_text.keep(request, key, request.POST)
    return redirect_to_sign_in(page)


@require_POST
def delete(request, pk):
    """Take an entry out of one's diary."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in("diary:my_diary")
    entry = get_object_or_404(request.user.viewings.select_related("film"), pk=pk)
    entry.delete()
    messages.success(request, f"“{entry.film.title}” is out of your diary.")
    return redirect("diary:my_diary")


def sent(request):
    """What the form brings, also where everything in it was left empty."""
    return request.POST if request.method == "POST" else None


def save(form, verb) -> Viewing | None:
    """What the verb has made of a form; None where there is something to say about it first."""
    if not form.is_valid():
        return None
    try:
        return verb(again=form.cleaned_data["again"], **form.said)
    except ValidationError:
        form.ask_whether_twice()
    except limits.TooMany as refusal:
        form.retry_after = refusal.retry_after
        form.add_error(None, "That was a lot in a short time. Wait a little, then press the button again.")
    return None


def show_form(request, context):
    form = context["form"]
    retry_after = getattr(form, "retry_after", None)
    status = 429 if retry_after else 400 if form.is_bound else 200
    response = render(request, "diary/viewing_form.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response
