"""Opening the sealed texts of a case, from its page or from the page of an appeal."""

from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from reviews import sealed
from reviews.models import Case


def look(request, pk):
    """Write the look down, then back to where the button was; PermissionDenied for whom it is not."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    case = Case.objects.decidable_by(request.user).with_texts().filter(pk=pk).first()
    if case is None:
        raise Http404("There is no such case among those you decide.")
    sealed.look(case, request.user)
    return HttpResponseRedirect(f"{came_from(request, case)}#sealed")


def came_from(request, case) -> str:
    """The page with the button: the one of an appeal says so, else that of the case."""
    there = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(there, allowed_hosts=None):
        return there
    return reverse("admin:reviews_case_change", args=[case.pk])
