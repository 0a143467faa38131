"""Lists of lists: all public ones, a member's, those that a film is on."""

from django import forms
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import Tie, User
from catalog.addresses import with_film
from catalog.film_sections import sections
from catalog.models.search_name import fold
from filmsite.pages import page_of
from lists.models import FilmList

PER_PAGE = 30


class Filters(forms.Form):
    """What a reader of the lists chose; every choice may be left open."""

    q = forms.CharField(required=False, max_length=120, label="Title", widget=forms.TextInput(attrs={"type": "search"}))
    sort = forms.ChoiceField(
        required=False, label="First", choices=[("", "the last changed"), ("films", "the longest")]
    )

    def lists(self, user):
        found = FilmList.objects.listed_for(user).with_covers()
        for word in fold(self.cleaned_data["q"]).split():
            found = found.filter(search_title__contains=word)
        return found.longest_first() if self.cleaned_data["sort"] == "films" else found.latest_first()


@require_safe
def list_index(request):
    """The public lists with a film on them, the last changed first."""
    filters = Filters(request.GET)
    if not filters.is_valid():
        raise Http404("There is no such choice.")
    page = page_of(request, filters.lists(request.user), per_page=PER_PAGE)
    return render(request, "lists/list_index.html", {"filters": filters, "page": page})


@require_safe
def member_lists(request, username):
    """The public lists of one member; whoever has blocked them is told so on the member's page."""
    member = get_object_or_404(User.objects.visible_to(request.user), username=username.lower())
    if member.username != username:
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        return HttpResponsePermanentRedirect(f"{member.get_absolute_url()}lists/{query}")
    if Tie.Kind.BLOCK in Tie.objects.kinds(request.user, member):
        return redirect(member)
    lists = member.film_lists.visible_to(request.user).public().with_films().with_covers().latest_first()
    context = {"member": member, "page": page_of(request, lists, per_page=PER_PAGE)}
    return render(request, "lists/member_lists.html", context)


@require_safe
@with_film
def film_lists(request, film):
    """The public lists that a film is on."""
    pages = sections(film, request.user)
    lists = FilmList.objects.listed_for(request.user).filter(entries__film=film).with_covers().latest_first()
    page = page_of(request, lists, per_page=PER_PAGE)
    context = {"film": film, "sections": pages, "current": pages["lists"], "page": page}
    return render(request, "lists/film_lists.html", context)
