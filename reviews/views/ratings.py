from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from catalog.addresses import with_film
from catalog.views.film_detail import own_opinion
from filmsite.sign_in import back_to, redirect_to_sign_in, say_suspended
from filmsite.views.errors import error_page
from reviews.forms.rating import RatingForm
from reviews.models import Rating


@require_POST
@with_film
def rating(request, film):
    """Rate a film from 1 to 10, change the rating, or clear it."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in(f"{film.get_absolute_url()}#rating")
    if request.user.is_suspended:
        return say_suspended(request, film, anchor="rating")
    form = RatingForm(request.POST)
    if not form.is_valid():
        return error_page(400)
    value = form.cleaned_data["value"]
    if value is None or "clear" in request.POST:
        Rating.objects.clear(film, request.user)
    else:
        Rating.objects.record(film, request.user, value)
    if "X-Enhance" in request.headers:
        film.refresh_from_db()
        return render(request, "catalog/_score.html", {"film": film, **own_opinion(film, request.user)})
    return redirect(back_to(request, film, anchor="rating"))
