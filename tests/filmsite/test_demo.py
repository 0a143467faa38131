import datetime
from io import StringIO
from unittest import mock

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from PIL import Image

from accounts.models import OutgoingMail, User
from catalog.contributing import trust
from catalog.images import prepare
from catalog.models import Contribution, Feature, Film, Nomination, Person, SearchName, TriviaItem
from catalog.models.search_name import fold
from filmsite.demo import content, loader
from filmsite.demo.members import ACCOUNTS
from reviews import chain
from reviews.models import Appeal, Case, Decision, GuidelineVersion, HelpfulVote, Rating, Report, Review
from tests import make

# Drawing the real ones has tests of its own, and takes longer than all these.
POSTER = prepare(Image.new("RGB", (20, 30)), fast=True)


without_drawing = mock.patch.multiple(loader, draw_poster=lambda *_: POSTER, draw_picture=lambda *_: POSTER)


def load() -> str:
    """Load the demo; returns what it prints."""
    output = StringIO()
    with without_drawing:
        call_command("demo", stdout=output)
    return output.getvalue()


class LoadedDemo(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.printed = load()


class AccountTests(LoadedDemo):
    def test_one_can_sign_in_as_seven_of_them(self):
        for username in ("alice", "bob", "mod1", "mod2", "senior", "chief", "editor"):
            with self.subTest(username):
                self.assertTrue(User.objects.get(username=username).check_password("filmsite-demo"))

    def test_the_names_and_the_password_are_printed_with_a_warning(self):
        accounts = "alice, bob, mod1, mod2, senior, chief, editor"
        for words in (accounts, "filmsite-demo", "never open a site with these accounts"):
            self.assertIn(words, self.printed)

    def test_nobody_can_sign_in_as_the_others(self):
        others = User.objects.exclude(username__in=ACCOUNTS)
        self.assertGreaterEqual(others.count(), 40)
        self.assertFalse([user for user in others if user.has_usable_password()])

    def test_moderators_and_editors_may_do_their_work_and_members_no_more_than_others(self):
        rights = {user.username: user for user in User.objects.filter(username__in=ACCOUNTS)}
        for username in ("mod1", "mod2"):
            self.assertTrue(rights[username].is_staff)
            self.assertTrue(rights[username].has_perm("reviews.add_decision"))
        self.assertTrue(rights["editor"].is_staff)
        self.assertTrue(rights["editor"].has_perm("catalog.change_film"))
        self.assertFalse(rights["editor"].has_perm("reviews.add_decision"))
        for username in ("alice", "bob"):
            self.assertFalse(rights[username].is_staff)
            self.assertFalse(rights[username].get_all_permissions())
        self.assertTrue(rights["senior"].has_perm("reviews.take_over_claim"))
        self.assertFalse(rights["senior"].has_perm("reviews.act_on_staff"))
        self.assertTrue(rights["chief"].has_perms(["reviews.act_on_staff", "reviews.change_guideline"]))
        self.assertFalse(rights["mod1"].has_perm("reviews.take_over_claim"))
        self.assertFalse(User.objects.filter(is_superuser=True).exists())

    def test_nothing_stands_against_those_one_can_sign_in_as(self):
        for user in User.objects.filter(username__in=ACCOUNTS):
            with self.subTest(user.username):
                self.assertTrue(user.can_take_part and user.can_report and not user.is_limited)
                self.assertFalse(Case.objects.filter(author=user).exists())
                self.assertFalse(user.reports.filter(case__closed_at=None).exists())

    def test_all_addresses_are_confirmed_and_belong_to_nobody(self):
        addresses = EmailAddress.objects.filter(verified=True, primary=True, email__endswith="@example.org")
        self.assertEqual(addresses.values("user").distinct().count(), User.objects.count())

    def test_all_joined_in_the_past_and_before_they_did_anything(self):
        self.assertLess(
            User.objects.latest("date_joined").date_joined, content.LAST_MOMENT - datetime.timedelta(days=1)
        )
        for review in Review.objects.select_related("author"):
            self.assertLess(review.author.date_joined, review.published_at)
        for vote in HelpfulVote.objects.select_related("review", "voter"):
            self.assertLess(max(vote.voter.date_joined, vote.review.published_at), vote.cast_at)
            self.assertLessEqual(vote.cast_at, content.LAST_MOMENT)


class ContentTests(LoadedDemo):
    def test_there_is_enough_to_look_at(self):
        self.assertGreaterEqual(Film.objects.count(), 30)
        self.assertGreaterEqual(len({film.year // 10 for film in Film.objects.all()}), 12)
        self.assertGreaterEqual(Review.objects.count(), 100)
        self.assertGreaterEqual(Review.objects.values("author").distinct().count(), 40)
        self.assertGreaterEqual(Review.objects.filter(has_spoilers=True).count(), 3)
        self.assertGreaterEqual(Case.objects.open().count(), 3)

    def test_one_member_has_earned_trust_and_what_was_drawn_of_theirs_waits_for_a_look(self):
        drawn = Contribution.objects.to_look_at().get()
        self.assertTrue(trust.is_trusted(drawn.contributor))
        self.assertFalse(trust.is_trusted(User.objects.get(username="alice")))

    def test_contributions_were_sent_by_members_of_the_time_and_not_in_the_future(self):
        for contribution in Contribution.objects.sent().select_related("contributor"):
            self.assertLess(contribution.contributor.date_joined, contribution.sent_at)
            self.assertLessEqual(contribution.sent_at, content.LAST_MOMENT)

    def test_red_heat_has_every_section(self):
        film = Film.objects.get(title="Red Heat")
        self.assertTrue(film.outline)
        self.assertTrue(film.storylines.filter(is_featured=True).exists())
        facts = [item.kind for item in film.trivia_items.published()]
        least = {"trivia": 5, "goof": 4, "quote": 3, "crazy_credit": 1, "alternate_version": 2}
        for kind, count in least.items():
            self.assertGreaterEqual(facts.count(kind), count, kind)
        self.assertGreaterEqual(film.trivia_items.filter(kind="goof").values("goof_type").distinct().count(), 4)
        self.assertFalse(film.nominations.exists())

    def test_one_review_was_found_helpful_by_28_of_32(self):
        review = Review.objects.get(film__title="Red Heat", author__username="marco77")
        self.assertEqual((review.helpful_count, review.vote_count), (28, 32))
        self.assertEqual(review.helpful_votes.values("voter").distinct().count(), 32)

    def test_a_feature_walks_through_at_least_twenty_winners(self):
        feature = Feature.objects.get(slug="golden-globes-drama-since-1951")
        self.assertTrue(feature.promoted_everywhere)
        self.assertGreaterEqual(feature.entries.filter(person__isnull=False).count(), 20)

    def test_every_stored_figure_is_what_the_rows_say(self):
        call_command("recount", check=True, stdout=StringIO())

    def test_everything_that_was_loaded_is_what_a_form_would_accept(self):
        for model in (Film, Person, TriviaItem, Review, Feature, Nomination):
            for row in model.objects.all():
                row.clean_fields()

    def test_films_and_people_are_found_by_the_names_their_own_verbs_would_write(self):
        rows = [*Film.objects.all(), *Person.objects.all()[:40]]
        before = {row: set(row.search_names.values_list("name", "is_main")) for row in rows}
        for row in rows:
            row.refresh_keys()
            self.assertEqual(set(row.search_names.values_list("name", "is_main")), before[row])

    def test_everybody_can_be_found(self):
        self.assertFalse(Person.objects.filter(search_names=None).exists())
        self.assertEqual(SearchName.objects.filter(is_main=True, person__isnull=False).count(), Person.objects.count())

    def test_nobody_is_there_twice_under_two_spellings(self):
        seen = {}
        for person in Person.objects.all():
            self.assertNotIn(fold(person.name), seen, f"{person.name}: {seen.get(fold(person.name))}")
            seen[fold(person.name)] = person.name

    def test_who_is_nominated_for_a_film_of_ours_worked_on_it(self):
        for nomination in Nomination.objects.with_names():
            for film in nomination.films.all():
                for person in nomination.people.all():
                    with self.subTest(f"{person} for {film}"):
                        self.assertTrue(film.credits.filter(person=person).exists())

    def test_a_quote_is_linked_to_who_spoke_it(self):
        lines = Film.objects.get(title="Red Heat").trivia_items.get(kind="quote", pk__gte=0, quote_lines__text="Vodka.")
        self.assertEqual(lines.quote_lines.get(text="Vodka.").credit.person.name, "Arnold Schwarzenegger")

    def test_every_film_page_answers(self):
        for film in Film.objects.all():
            for address in (film.get_absolute_url(), f"{film.get_absolute_url()}reviews/"):
                with self.subTest(address):
                    self.assertEqual(self.client.get(address).status_code, 200)


class ModerationTests(LoadedDemo):
    """What moderators find on the first start."""

    @classmethod
    def setUpTestData(cls):
        with cls.captureOnCommitCallbacks(execute=True):
            super().setUpTestData()

    def test_cases_of_all_kinds_wait(self):
        waiting = Case.objects.open()
        kinds = {"review", "goof", "storyline", "profile", "poster"}
        self.assertEqual(kinds - set(waiting.values_list("kind", flat=True)), set())
        self.assertEqual([case.claimant.username for case in waiting if case.claimant], ["mod2"])
        self.assertEqual([case.waiting_proposal.action for case in waiting if case.waiting_proposal], ["suspend"])
        self.assertTrue(waiting.filter(reports__notice__isnull=False, lane=Case.Lane.URGENT).exists())
        self.assertEqual({"shielded", "waiting"} - {case.target.state for case in waiting}, set())

    def test_the_last_months_have_figures_of_many_actions(self):
        actions = set(Decision.objects.values_list("action", flat=True))
        wanted = {"dismiss", "unfounded", "spoiler", "redact", "hide", "remove", "restore", "lock", "warn", "limit"}
        self.assertEqual((wanted | {"suspend", "shield"}) - actions, set())
        self.assertGreaterEqual(len({decision.decided_at.month for decision in Decision.objects.all()}), 5)
        roles = set(Decision.objects.values_list("role", flat=True))
        self.assertEqual(roles, {"site", "editor", "moderator", "senior"})

    def test_one_appeal_waits_and_one_was_right(self):
        self.assertEqual(list(Appeal.objects.order_by("outcome").values_list("outcome", flat=True)), ["", "overturned"])

    def test_a_member_was_warned_and_another_is_limited(self):
        self.assertTrue(Decision.objects.standing().filter(action="warn").exists())
        limited = User.objects.get(username="late_show")
        self.assertTrue(limited.is_limited)
        self.assertEqual(limited.reviews.filter(state="waiting").count(), 1)

    def test_a_guideline_is_about_to_change(self):
        later = GuidelineVersion.objects.filter(in_force_from__gt=timezone.localdate())
        self.assertEqual([version.guideline_id for version in later], ["mark-spoilers"])

    def test_nothing_happened_after_the_last_moment_and_the_audit_is_in_order(self):
        moments = Decision.objects.values_list("decided_at", flat=True), Report.objects.values_list("reported_at")
        self.assertLessEqual(max(moments[0]), content.LAST_MOMENT)
        self.assertLessEqual(max(moment for (moment,) in moments[1]), content.LAST_MOMENT)
        self.assertEqual(list(chain.Walk().faults()), [])

    def test_no_mail_of_the_past_goes_out(self):
        self.assertFalse(OutgoingMail.objects.waiting().exists())
        self.assertEqual(mail.outbox, [])


class LoadingTests(TestCase):
    def everything(self):
        models = (User, Film, Person, TriviaItem, Review, Rating, HelpfulVote, Report, Feature)
        return {model: model.objects.count() for model in models}

    def test_a_second_time_changes_nothing_and_says_so(self):
        load()
        before, versions = self.everything(), list(Film.objects.order_by("pk").values_list("version", "poster"))
        self.assertIn("The demo is here already; nothing was changed.", load())
        self.assertEqual(self.everything(), before)
        self.assertEqual(list(Film.objects.order_by("pk").values_list("version", "poster")), versions)

    def test_two_loads_are_the_same_to_the_minute(self):
        self.assertEqual(self.moments(), self.moments())

    def moments(self):
        """When what happened, on a site that is empty again afterwards."""
        with transaction.atomic():
            load()
            votes = HelpfulVote.objects.values_list("voter__username", "review__headline", "is_helpful", "cast_at")
            ratings = Rating.objects.values_list("member__username", "film__title", "value", "rated_at")
            facts = TriviaItem.objects.values_list("text", "contributed_at", "decided_at")
            reports = Report.objects.values_list("reporter__username", "reported_at", "case__opened_at")
            found = [sorted(rows, key=str) for rows in (votes, ratings, facts, reports)]
            transaction.set_rollback(True)
        return found

    def test_a_site_with_members_of_its_own_is_left_alone(self):
        make.member("rosa")
        with self.assertRaisesMessage(CommandError, "This site has members of its own; the demo is for an empty site."):
            load()
        self.assertFalse(Film.objects.exists())

    def test_a_demo_that_real_members_have_joined_is_left_alone_too(self):
        load()
        make.member("rosa")
        with self.assertRaisesMessage(CommandError, "members of its own"):
            load()

    def test_a_site_with_films_but_no_members_is_left_alone(self):
        make.film()
        with self.assertRaisesMessage(CommandError, "This site is not empty"):
            load()
        self.assertFalse(User.objects.exists())

    def test_a_load_that_is_interrupted_leaves_an_empty_site(self):
        posters = settings.MEDIA_ROOT / "posters"
        before = list(posters.iterdir()) if posters.exists() else []
        with (
            mock.patch.object(loader, "load_cases", side_effect=KeyboardInterrupt),
            self.captureOnCommitCallbacks(execute=True),
            self.assertRaises(KeyboardInterrupt),
        ):
            load()
        self.assertTrue(loader.site_is_empty())
        self.assertEqual(set(self.everything().values()), {0})
        self.assertEqual(list(posters.iterdir()) if posters.exists() else [], before)

    def test_posters_are_stored_in_several_sizes(self):
        with self.captureOnCommitCallbacks(execute=True):
            load()
        for film in Film.objects.all():
            self.assertTrue(film.poster.storage.exists(film.poster.name))
            self.assertEqual((film.poster_width, film.poster_height), (POSTER.width, POSTER.height))
