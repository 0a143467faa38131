from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filmsite.pages import page_of
from filmsite.sign_in import members_only
from reviews.models import Decision, Review
from reviews.models.case_queryset import WITH_SUBJECT
from reviews.statement import Statement
from reviews.views.writing import private

PER_PAGE = 25
SUBJECTS = [f"case__{name}" for name in WITH_SUBJECT]
MOST_DRAFTS = 100


@private
@require_safe
@members_only
def my_reviews(request):
    """Everything one has written or is writing, whatever state it is in, and what can be done about it."""
    told = Decision.objects.told_to(request.user).filter(case__review=OuterRef("pk"))
    reviews = request.user.reviews.select_related("film").annotate(told_in_case=Subquery(told.values("case")[:1]))
    page = page_of(request, reviews.order_by("-published_at", "-pk"), per_page=PER_PAGE)
    context = {"page": page, "here": "my_reviews", "most_drafts": MOST_DRAFTS}
    if page.number == 1:
        context["drafts"] = list(request.user.drafts.in_short().newest_first()[: MOST_DRAFTS + 1])
    return render(request, "reviews/my_reviews.html", context)


@require_safe
@members_only
def my_votes(request):
    """Every review one has answered "Was this review helpful to you?" for; first those that have changed since."""
    shown = Review.objects.published_for(request.user).filter(pk=OuterRef("review"))
    related = ("revision", "review__film", "review__author")
    votes = request.user.helpful_votes.select_related(*related).annotate(is_shown=Exists(shown))
    page = page_of(request, votes.order_by("-revision__is_earlier", "-cast_at", "-pk"), per_page=PER_PAGE)
    for vote in page:
        vote.review.votes_of_reader = [vote]
    return render(request, "reviews/my_votes.html", {"page": page, "here": "my_votes"})


@require_safe
@members_only
def my_reports(request):
    """What one has reported, and what became of it."""
    decisions = Prefetch("case__decisions", Decision.objects.select_related("supersedes"))
    reports = request.user.reports.select_related("notice", *SUBJECTS).prefetch_related(decisions)
    return show(request, "my_reports", reports.order_by("-reported_at", "-pk"))


@require_safe
@members_only
def my_cases(request):
    """What was decided on one's own texts, reports and account, and what became of one's appeals."""
    decisions = Decision.objects.told_to(request.user).with_reasons().select_related(*SUBJECTS)
    page = page_of(request, decisions, per_page=PER_PAGE)
    context = {"page": page, "here": "my_cases", "statements": [Statement(decision) for decision in page]}
    return render(request, "reviews/my_cases.html", context)


def show(request, name, rows):
    return render(request, f"reviews/{name}.html", {"page": page_of(request, rows, per_page=PER_PAGE), "here": name})
