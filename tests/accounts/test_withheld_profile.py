from django.test import TestCase
from django.urls import reverse

from accounts.models import User
from tests import make

NAME, BIO = "Blue Walnut", "Ask me for cheap lamps."


class WithheldProfile(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana", display_name=NAME, bio=BIO)
        cls.ben, cls.film = make.member("ben"), make.film()
        cls.review = make.review(cls.film, cls.ana)
        cls.settings = reverse("accounts:settings")

    def put(self, state):
        User.objects.update(profile_state="published")
        User.objects.filter(pk=self.ana.pk).update(profile_state=state)
        self.ana.refresh_from_db()

    def sign_in(self, member):
        self.client.logout()
        if member:
            self.client.force_login(member)


class SurfacesTests(WithheldProfile):
    def addresses(self):
        film = self.film.get_absolute_url()
        return [
            "/",
            "/members/ana/",
            "/members/ana/reviews.atom",
            "/reviews.atom",
            film,
            f"{film}reviews/",
            f"{film}reviews.atom",
            self.review.get_absolute_url(),
            f"{self.review.get_absolute_url()}revisions/",
            "/search/?q=walnut",
            "/search/?q=ana",
        ]

    def test_others_see_only_the_username(self):
        for state in ("shielded", "hidden", "removed"):
            self.put(state)
            for reader in (None, self.ben):
                self.sign_in(reader)
                for address in self.addresses():
                    with self.subTest(address, state=state):
                        page = self.client.get(address)
                        self.assertNotContains(page, "Blue Walnut")
                        self.assertNotContains(page, BIO)
            self.assertContains(self.client.get("/members/ana/"), "<h1>ana</h1>")
            self.assertNotContains(self.client.get("/search/?q=walnut"), "/members/ana/")
            self.assertContains(self.client.get("/search/?q=ana"), "/members/ana/")

    def test_whoever_is_published_is_seen_as_they_want(self):
        page = self.client.get("/members/ana/")
        self.assertContains(page, NAME)
        self.assertContains(page, BIO)
        self.assertContains(self.client.get("/search/?q=walnut"), "/members/ana/")

    def test_the_member_sees_their_own_words_and_why(self):
        case = make.report(make.profile(self.ana)).case
        make.decision(case, "remove")
        self.sign_in(self.ana)
        for address in ("/members/ana/", self.settings):
            page = self.client.get(address)
            self.assertContains(page, "Others see only your username here: removed by a moderator.")
            self.assertContains(page, BIO)
            self.assertContains(page, f'href="{case.get_absolute_url()}"')


class SettingsTests(WithheldProfile):
    def save(self, **fields):
        data = {"display_name": NAME, "bio": BIO, "language": "", "spoilers": "hide", **fields}
        self.sign_in(self.ana)
        response = self.client.post(self.settings, data)
        self.ana.refresh_from_db()
        return response

    def test_changed_words_that_were_hidden_are_published_again(self):
        for fields in ({"bio": "I like rain."}, {"display_name": "Ana"}):
            self.put("hidden")
            self.assertRedirects(self.save(**fields), self.settings)
            self.assertEqual(self.ana.profile_state, "published")

    def test_the_same_words_stay_hidden(self):
        self.put("hidden")
        self.save(language="pt")
        self.assertEqual((self.ana.profile_state, self.ana.language), ("hidden", "pt"))

    def test_removed_or_shielded_words_are_not_changed(self):
        for state in ("removed", "shielded"):
            self.put(state)
            page = self.save(bio="I like rain.")
            self.assertContains(page, "so they cannot be changed", status_code=400)
            self.assertContains(page, "I like rain.", status_code=400)
            self.assertEqual((self.ana.profile_state, self.ana.bio), (state, BIO))

    def test_how_one_reads_can_be_changed_all_the_same(self):
        self.put("removed")
        self.assertRedirects(self.save(spoilers="show"), self.settings)
        self.assertEqual((self.ana.spoilers, self.ana.profile_state), ("show", "removed"))
