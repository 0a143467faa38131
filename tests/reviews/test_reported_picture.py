from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from catalog import posters
from catalog.models import Film, Picture
from reviews.erasure import KEPT_FOR, erase_due
from reviews.models import Case, Decision, Report
from tests import make
from tests.making.pictures import MediaFolder, kept, picture, sheet


class ReportPictureTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film, cls.person = make.film(), make.person()
        cls.ana = make.member("ana")
        cls.still = picture(cls.film, contributor=make.member("ben"))
        cls.portrait = picture(cls.person)

    def url(self, of):
        return reverse("reviews:report_picture", args=[of.pk])

    def test_a_picture_can_be_reported_from_its_page(self):
        self.client.force_login(self.ana)
        for one in (self.still, self.portrait):
            self.assertContains(self.client.get(one.get_absolute_url()), self.url(one))
            self.assertContains(self.client.get(self.url(one)), one.file.name)
            response = self.client.post(self.url(one), {"reason": "copied", "details": "It is out of a book."})
            self.assertEqual(response.status_code, 302)
        self.assertEqual(
            set(Case.objects.values_list("kind", "picture")),
            {("picture", self.still.pk), ("picture", self.portrait.pk)},
        )

    def test_a_visitor_can_give_notice(self):
        for one in (self.still, self.portrait):
            self.assertEqual(self.client.get(self.url(one)).status_code, 200)
            url = reverse("reviews:notice_of_picture", args=[one.pk])
            self.assertEqual(self.client.get(url).status_code, 200)
            said = {
                "law": "Copyright Act",
                "place": "Germany",
                "details": "I made this picture and never gave it away.",
                "name": "Ada Quill",
                "email": "ada@example.org",
                "good_faith": "on",
            }
            self.assertEqual(self.client.post(url, said).status_code, 302)
        self.assertEqual(Report.objects.filter(reason="illegal").count(), 2)

    def test_the_one_who_brought_it_cannot_report_it(self):
        self.client.force_login(self.still.contributor)
        self.assertNotContains(self.client.get(self.still.get_absolute_url()), self.url(self.still))
        self.assertEqual(self.client.get(self.url(self.still)).status_code, 403)

    def test_what_is_not_published_is_not_there_to_be_reported(self):
        waiting = picture(self.film, state="pending", contributor=make.member("cyd"))
        self.client.force_login(self.ana)
        self.assertEqual(self.client.get(self.url(waiting)).status_code, 404)

    def test_the_poster_of_a_film_is_reported_as_such(self):
        poster = picture(self.film, "poster")
        poster.make_main()
        self.client.force_login(self.ana)
        as_poster = reverse("reviews:report_poster", args=[self.film.pk, self.film.slug])
        self.assertContains(self.client.get(poster.get_absolute_url()), as_poster)
        self.assertRedirects(
            self.client.get(self.url(poster)), as_poster, status_code=307, fetch_redirect_response=False
        )

    def test_moderators_see_it_in_its_case(self):
        self.client.force_login(make.moderator())
        for one in (self.still, self.portrait):
            case = make.report(one).case
            response = self.client.get(reverse("admin:reviews_case_change", args=[case.pk]))
            self.assertContains(response, one.file.url)
            self.assertNotContains(response, "no spoiler warning")
        self.assertEqual(self.client.get(reverse("admin:reviews_case_changelist")).status_code, 200)


class DecidedPictureTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.still = picture(cls.film, contributor=make.member("ben"))

    def decide(self, case, action):
        make.decision(case, action)
        self.still.refresh_from_db()
        return self.still.state

    def test_it_can_be_removed_and_restored(self):
        case = make.report(self.still).case
        version = Film.objects.get().version
        self.assertEqual(self.decide(case, "remove"), "removed")
        self.assertGreater(Film.objects.get().version, version)
        self.assertNotContains(self.client.get(self.film.get_absolute_url()), self.still.file.name)
        self.assertEqual(self.decide(case, "restore"), "published")

    def test_nothing_covers_a_picture(self):
        case = make.report(self.still).case
        actions = case.possible_actions(make.moderator())
        self.assertNotIn(Decision.Action.SPOILER, actions)
        self.assertNotIn(Decision.Action.HIDE, actions)
        self.assertIn(Decision.Action.REMOVE, actions)

    def test_the_film_follows_when_its_poster_is_decided_on_and_the_picture_when_the_film_is(self):
        poster = picture(self.film, "poster")
        poster.make_main()
        case = make.report(make.poster(Film.objects.get())).case
        make.decision(case, "remove")
        poster.refresh_from_db()
        self.assertEqual((Film.objects.get().poster_state, poster.state), ("removed", "removed"))
        make.decision(case, "restore")
        poster.refresh_from_db()
        self.assertEqual((Film.objects.get().poster_state, poster.state), ("published", "published"))
        poster.moderate("shielded", decision=None)
        self.assertEqual(Film.objects.get().poster_state, "shielded")

    def test_a_decision_on_the_poster_before_is_taken_back_on_that_picture(self):
        first, second = picture(self.film, "poster"), picture(self.film, "poster")
        first.make_main()
        case = make.report(make.poster(Film.objects.get())).case
        make.decision(case, "remove")
        second.make_main()
        make.decision(case, "restore")
        first.refresh_from_db()
        self.assertEqual((first.state, Film.objects.get().poster_state), ("published", "published"))


class ErasedPictureTests(MediaFolder, TestCase):
    def setUp(self):
        super().setUp()
        self.film = make.film()

    def erase(self, days):
        with self.captureOnCommitCallbacks(execute=True):
            erase_due(timezone.now() + KEPT_FOR - timedelta(days=1) + timedelta(days=days))

    def test_on_day_215_the_files_of_a_removed_picture_are_erased(self):
        still = kept(self.film)
        make.decision(make.report(still).case, "remove")
        self.erase(0)
        self.assertEqual(len(self.files()), 7)
        self.erase(2)
        self.assertEqual(self.files(), [])
        self.assertEqual(Picture.objects.get().file.name, "")

    def test_likewise_those_of_a_removed_poster_even_if_there_is_another_one_now(self):
        with self.captureOnCommitCallbacks(execute=True):
            posters.store_poster(self.film, sheet(), fast=True)
        make.decision(make.report(make.poster(Film.objects.get())).case, "remove")
        other = kept(self.film, "poster")
        other.make_main()
        self.erase(2)
        self.assertEqual(len(self.files()), 7)
        self.assertEqual(Film.objects.get().poster.name, other.file.name)

    def test_one_that_was_restored_stays(self):
        still = kept(self.film)
        case = make.report(still).case
        make.decision(case, "remove")
        make.decision(case, "restore")
        self.erase(2)
        self.assertEqual(len(self.files()), 7)
