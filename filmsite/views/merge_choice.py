from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from filmsite.merging import opinions
from filmsite.sign_in import members_only
from reviews.models import MergeChoice


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def merge_choice(request, pk):
    """Of one's two reviews of what is one film, choose the one that stands."""
    choices = MergeChoice.objects.select_related("merge__film", "merge__gone_film", "member")
    choice = get_object_or_404(choices, merge=pk, merge__undone_at=None, member=request.user)
    answer = request.POST.get("takes_gone")
    if request.method == "POST" and answer in {"yes", "no"}:
        try:
            opinions.choose(choice, takes_gone=answer == "yes")
            messages.success(request, "This review stands now.")
            return redirect(choice.merge.film)
        except (ValidationError, PermissionDenied) as error:
            messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error))
    kept, other = opinions.reviews_of(choice)
    if choice.takes_gone:
        kept, other = other, kept
    context = {"choice": choice, "merge": choice.merge, "reviews": [("no", kept), ("yes", other)]}
    return render(request, "filmsite/merge_choice.html", context, status=400 if request.method == "POST" else 200)
