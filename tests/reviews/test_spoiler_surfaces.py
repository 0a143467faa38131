"""Every page, feed, mail and notice, read by everybody, for a word that gives a film away."""

from urllib.parse import urlencode

from django.core import mail
from django.core.management import call_command
from django.test import TestCase
from django.urls import URLPattern, get_resolver, reverse

from accounts.models import MailChoice, Notification, OutgoingMail, User
from accounts.models.notification import Kind, Mail
from filmsite.merging.films import merge_films
from lists.models import FilmList
from reviews.models import Case, IllegalNotice, Rating, Review
from reviews.orders import SORTS
from tests import make
from tests.making import diary
from tests.making.film_rows import connect
from tests.making.lists import film_list
from tests.making.pictures import picture
from tests.spoilers import Finder, Place, live_here, plant, secret

METHOD_NOT_ALLOWED = 405

# The admin is for those who have to read everything.
NOT_FOR_READERS = "admin/"

# Parameters of addresses that lead to something else than what is planted.
OTHERS = {
    "account_confirm_email": [{"key": "x"}],
    "account_reset_password_from_key": [{"uidb36": "1", "key": "x"}],
    "catalog:award_body": [{"body": "golden-reels"}],
    "catalog:award_year": [{"body": "golden-reels", "year": 1963}],
    "catalog:award_category": [{"body": "golden-reels", "category": "best-film"}],
    "catalog:feature_detail": [{"slug": "roads"}],
    "diary:year": [{"username": "reader", "year": 2026}],
    "catalog:restore": [{"model": "film", "pk": 1}],
    "media": [{"path": "nothing.jpg"}],
}

PARAMETERS = {
    "reviews:review_list": [
        *({"sort": sort} for sort in SORTS),
        {"spoilers": "hide"},
        {"language": "en"},
        {"rating": "9"},
        {"members": "followed"},
        {"page": "2"},
    ],
    "catalog:trivia": [{"sort": "film"}, {"until": "60"}],
    "reviews:revisions": [{"from": "1", "to": "2"}],
    "reviews:my_review": [{"text": "review"}, {"draft": "1"}],
    "guideline_history": [{"from": "1", "to": "1"}],
    "moderation_log": [{"action": "remove"}, {"kind": "review"}],
    "search": [{"q": "rated"}, {"q": "secret"}],
    "reading": [{"next": "/films/"}],
}


def routes(patterns, prefix="", names=()):
    """Every address of the site: (prefix and route, name with its namespaces, names of its parameters)."""
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if route.startswith(NOT_FOR_READERS):
            continue
        if isinstance(pattern, URLPattern):
            parts = pattern.pattern
            parameters = set(getattr(parts, "converters", {})) or set(parts.regex.groupindex)
            yield route, ":".join([*names, pattern.name or ""]), parameters
        else:
            below = [*names, pattern.namespace] if pattern.namespace else names
            yield from routes(pattern.url_patterns, route, below)


# Where members write, and which of their own words they then have before them.
WRITTEN_ON = {"reviews:my_review", "catalog:contribute", "catalog:amend_contribution"}
OWN = ("own", "draft", "draftgoof", "contributedline")


class SpoilerSurfacesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.films = [make.film("Rated"), make.film("Unrated")]
        cls.reader = make.member("reader")
        make.nomination(make.award(), films=cls.films)
        make.feature().entries.create(position=1, film=cls.films[0])
        cls.editor, cls.person, cls.colleague = make.editor(), make.person(), make.person("Bo Quill")
        for person in (cls.person, cls.colleague):
            make.credit(cls.films[0], person)
        for film in cls.films:
            plant(film)
            live_here(cls.reader, film)
            diary.viewing(film, cls.reader, is_finished=False)
        # It gives away both films, so it stands open only to who wants to see the spoilers of both.
        note = f"At last {secret(cls.films[1], 'connection')}."
        connect(cls.films[0], "references", cls.films[1], note=note, has_spoilers=True)
        Rating.objects.record(cls.films[0], cls.reader, 7)
        double = make.film("Rated Twice")
        make.review(double, cls.reader)
        cls.merge = merge_films(cls.films[0], double, by=cls.editor)
        for owner in (cls.reader, make.member()):
            film_list(owner, *cls.films, takes_suggestions=True)
        # Whoever writes has to see the words, marks and all, on the page they write on.
        cls.own_words = {secret(film, word) for film in cls.films for word in OWN}

    def rows(self, route, name) -> list[dict]:
        """What stands at an address with parameters; a new kind of address has to be named here or in OTHERS."""
        of_rows = {
            "films/": [
                {"pk": film.pk, "slug": film.slug, "draft_pk": film.drafts.get().pk, "kind": "goof"}
                for film in self.films
            ],
            "reviews/": [{"pk": review.pk} for review in Review.objects.all()],
            "trivia/": [{"pk": item.pk} for film in self.films for item in film.trivia_items.all()],
            "guidelines/": [{"pk": "mark-spoilers"}],
            "storylines/": [{"pk": row.pk} for film in self.films for row in film.storylines.all()],
            "pictures/": [{"pk": picture(film).pk} for film in self.films],
            "reports/": [{"pk": report.pk} for report in self.reader.reports.all()],
            "notices/": [{"token": notice.get_absolute_url().split("/")[2]} for notice in IllegalNotice.objects.all()],
            "cases/": [{"pk": case.pk} for case in Case.objects.all()],
            "people/": [{"pk": self.person.pk, "slug": self.person.slug, "other": self.colleague.pk}],
            "members/": [{"username": user.username} for user in User.objects.filter(reviews__isnull=False).distinct()],
            "lists/": [{"pk": one.pk, "suggestion_pk": 1} for one in FilmList.objects.all()],
            "me/contributions/": [{"pk": one.pk} for one in self.reader.contributions.all()],
            "me/merges/": [{"pk": self.merge.pk}],
            "me/disputes/": [{"pk": one.pk} for one in self.reader.disputes.all()],
            "me/diary/": [{"pk": viewing.pk} for viewing in self.reader.viewings.all()],
            "me/notifications/": [{"pk": told.pk} for told in self.reader.notifications.all()],
        }
        return OTHERS.get(name) or next((rows for start, rows in of_rows.items() if route.startswith(start)), [{}])

    def addresses(self) -> dict[str, list[str]]:
        """Every page of the site and those that its parameters make, by name; not where only forms are sent."""
        found = {}
        for route, name, parameters in routes(get_resolver().url_patterns):
            try:
                rows = [{key: row[key] for key in parameters} for row in self.rows(route, name)]
            except KeyError as missing:
                self.fail(f"/{route} is not read for spoilers: name its {missing} above.")
            queries = ["", *(f"?{urlencode(query)}" for query in PARAMETERS.get(name, []))]
            paths = [reverse(name, kwargs=row) for row in rows]
            if self.client.get(paths[0]).status_code == METHOD_NOT_ALLOWED:
                continue
            found.setdefault(name, []).extend(f"{path}{query}" for path in paths for query in queries)
        return found

    def read_everything(self, shown: set[str]) -> dict[str, set[str]]:
        """Read every address; `shown` are the films whose spoilers stand open. Says which secrets stood where."""
        leaks, found = [], {}
        for name, paths in self.addresses().items():
            found[name] = {place.secret for path in paths for place in self.read(name, path, shown, leaks)}
        self.assertEqual(leaks, [])
        return found

    def read(self, name, path, shown, leaks) -> list[Place]:
        response = self.client.get(path)
        self.assertLess(response.status_code, 500, path)
        words = b"".join(response) if response.streaming else response.content
        if b"secret-" in words and not response["Content-Type"].startswith("text/html"):
            leaks.append((path, "not a page"))
        if "secret-" in str(response.headers):
            leaks.append((path, "headers"))
        places = Finder(words.decode()).places if response.get("Content-Type", "").startswith("text/html") else []
        of_others = [place for place in places if name not in WRITTEN_ON or place.secret not in self.own_words]
        leaks += [(path, place.secret, leak) for place in of_others if (leak := place.leak(shown))]
        return places

    # Visitors

    def test_visitors_see_nothing_open_unless_they_choose_to(self):
        for cookie in ("hide", "rated"):
            self.client.cookies["spoilers"] = cookie
            self.assert_read_by_visitors(self.read_everything(shown=set()))

    def test_visitors_who_choose_to_see_everything_open(self):
        self.client.cookies["spoilers"] = "show"
        self.assert_read_by_visitors(self.read_everything(shown={"rated", "unrated"}))

    def assert_read_by_visitors(self, found):
        """The pages that have something to give away have been read with it."""
        for film in self.films:
            reviews = {"passage", "nested", "capital", "paragraphs", "unclosed", "whole", "late", "own"}
            for name in ("reviews:review_list", "reviews:review_detail"):
                self.assertLessEqual({secret(film, word) for word in reviews}, found[name])
            self.assertLessEqual({secret(film, "passage"), secret(film, "late")}, found["reviews:revisions"])
            facts = {"trivia", "goof", "crazy_credit", "alternate_version", "quote", "direction"}
            self.assertLessEqual({secret(film, word) for word in facts}, found["catalog:trivia_item"])
            self.assertIn(secret(film, "goof"), found["catalog:goofs"])
            self.assertIn(secret(film, "whole"), found["reviews:notice_of_review"])
            self.assertIn(secret(film, "goof"), found["reviews:report_trivia_item"])
            self.assertIn(secret(film, "direction"), found["catalog:quotes"])
        self.assertEqual(found["catalog:connections"], {secret(self.films[1], "connection")})
        for name in ("home", "search", "catalog:film_list", "accounts:member_detail", "reviews:site_feed"):
            self.assertEqual(found[name], set())
        self.assertFalse({word for words in found.values() for word in words if "draft" in word or "contrib" in word})

    # Members

    def test_members_see_what_their_account_says(self):
        choices = {"hide": set(), "rated": {"rated"}, "show": {"rated", "unrated"}}
        for choice, shown in choices.items():
            User.objects.filter(pk=self.reader.pk).update(spoilers=choice)
            self.client.force_login(self.reader)
            self.assert_read_by_member(self.read_everything(shown))

    def assert_read_by_member(self, found):
        for film in self.films:
            reported = {secret(film, word) for word in ("passage", "whole", "late", "goof", "quote", "own")}
            self.assertLessEqual(reported, found["reviews:case_detail"])
            self.assertIn(secret(film, "nested"), found["reviews:report_review"])
            self.assertIn(secret(film, "storyline"), found["reviews:report_storyline"])
            self.assertLessEqual({secret(film, "goof"), secret(film, "whole")}, found["reviews:amend_report"])
            self.assertIn(secret(film, "crazy_credit"), found["reviews:report_trivia_item"])
            self.assertIn(secret(film, "contributed"), found["catalog:trivia_item"])
            self.assertLessEqual({secret(film, "own"), secret(film, "draft")}, found["reviews:my_review"])
            self.assertIn(secret(film, "draftgoof"), found["catalog:contribute"])
            self.assertIn(secret(film, "contributedline"), found["catalog:amend_contribution"])
            self.assertIn(secret(film, "contributedline"), found["catalog:my_contribution"])
        for name in (
            "catalog:my_contributions",
            "reviews:my_reviews",
            "reviews:my_votes",
            "reviews:my_reports",
            "accounts:notifications",
        ):
            self.assertEqual(found[name], set())

    def test_a_form_that_comes_back_gives_nothing_away(self):
        self.client.force_login(self.reader)
        for film in self.films:
            for target in (
                *film.reviews.exclude(author=self.reader),
                *film.trivia_items.exclude(contributor=self.reader),
            ):
                page = self.client.post(f"{target.get_absolute_url()}report/", {"reason": "nonsense"})
                leaks = [place.leak(shown=set()) for place in Finder(page.content.decode()).places]
                self.assertFalse(any(leaks), leaks)

    # What goes out

    def test_no_mail_and_no_notice_gives_anything_away(self):
        for kind in Kind:
            MailChoice.objects.create(member=self.reader, kind=kind, mail=Mail.AT_ONCE)
        with self.captureOnCommitCallbacks(execute=True):
            self.decide_everything()
            self.rewrite_everything()
        for kind in Kind:
            MailChoice.objects.filter(member=self.reader, kind=kind).update(mail=Mail.DIGEST)
        self.rewrite_everything()
        call_command("daily", verbosity=0)
        call_command("tend", verbosity=0)
        self.assertGreater(len(mail.outbox), 10)
        texts = [f"{message.subject} {message.body}" for message in mail.outbox]
        texts += [f"{told.subject} {told.body}" for told in OutgoingMail.objects.all()]
        texts += [f"{told.subject} {told.body} {told.url}" for told in Notification.objects.all()]
        for kind in (Kind.CASE_OUTCOME, Kind.CHANGED_REVIEW, Kind.CONTRIBUTION):
            self.assertTrue(Notification.objects.filter(kind=kind).exists(), kind)
        for text in texts:
            self.assertNotIn("secret-", text.lower())

    def decide_everything(self):
        """All decisions there are on what was reported, and the editor's on what was contributed."""
        actions, mod = iter(["spoiler", "hide", "remove", "dismiss"] * 10), make.moderator("judge")
        for case in Case.objects.open():
            action = next(action for action in actions if action in case.possible_actions(mod))
            make.decision(case, action)
            if action == "remove":
                make.decision(case, "restore")
        for film, state in zip(self.films, ["published", "declined"], strict=True):
            item = film.trivia_items.get(contributor=self.reader)
            item.decide(state, by=self.editor, reason="It is told in the storyline.")

    def rewrite_everything(self):
        for review in Review.objects.published():
            if review.can_be_voted_on_by(self.reader):
                review.record_vote(self.reader, is_helpful=True)
            review.revise(body=f"{review.body}\n\n{make.BODY * 2}[spoiler]{secret(review.film, 'more')}[/spoiler]")
