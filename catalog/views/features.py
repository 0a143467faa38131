from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.models import Feature
from filmsite.pages import page_of

FEATURES_ON_A_PAGE = 20
PICTURES = 8


@require_safe
def feature_list(request):
    """Our own pieces, newest first."""
    features = Feature.objects.visible_to(request.user).with_pictured(PICTURES)
    page = page_of(request, features, per_page=FEATURES_ON_A_PAGE)
    return render(request, "catalog/feature_list.html", {"page": page})


@require_safe
def feature_detail(request, slug):
    """One piece, and the people and films it walks through."""
    features = Feature.objects.visible_to(request.user).select_related("picture")
    feature = get_object_or_404(features, slug=slug)
    entries = feature.entries.with_pictures()
    return render(request, "catalog/feature_detail.html", {"feature": feature, "entries": entries})
