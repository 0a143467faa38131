from unittest import mock

from django.test import TestCase
from django.urls import reverse

from accounts.models import User
from tests import make


class SettingsTests(TestCase):
    url = reverse("accounts:settings")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")

    def setUp(self):
        self.client.force_login(self.ana)

    def save(self, **data):
        return self.client.post(self.url, {"display_name": "", "bio": "", **data}, follow=True)

    def test_name_and_bio_are_saved(self):
        page = self.save(display_name="  Ana  Lobo ", bio="One.\r\n\r\nTwo.")
        self.assertContains(page, "Your settings are saved.")
        self.ana.refresh_from_db()
        self.assertEqual((self.ana.display_name, self.ana.bio), ("Ana Lobo", "One.\n\nTwo."))

    def test_both_can_be_emptied(self):
        self.save(display_name="Ana", bio="Hello")
        self.save()
        self.ana.refresh_from_db()
        self.assertEqual((self.ana.display_name, self.ana.bio), ("", ""))

    def test_the_language_one_reads_in_is_chosen_and_given_up_again(self):
        self.assertContains(self.client.get(self.url), '<option value="" selected>As my browser says</option>')
        self.assertContains(self.save(language="de"), '<option value="de" selected>Deutsch</option>')
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.language, "de")
        self.assertEqual(self.save(language="xx").status_code, 400)
        self.save(language="")
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.language, "")

    def test_whether_spoilers_stand_open_is_chosen_and_kept_for_when_one_is_signed_out(self):
        self.assertContains(self.save(spoilers="rated"), 'value="rated" id="id_spoilers_1" checked')
        self.ana.refresh_from_db()
        self.assertEqual((self.ana.spoilers, self.client.cookies["spoilers"].value), ("rated", "rated"))
        self.assertEqual(self.save(spoilers="everything").status_code, 400)
        for silent in ({}, {"spoilers": ""}):
            self.save(**silent)
            self.ana.refresh_from_db()
            self.assertEqual(self.ana.spoilers, "rated")

    def test_nothing_else_of_the_member_is_written(self):
        """A moderator may close the account at the same moment."""
        save = User.save

        def closed_meanwhile(member, **options):
            User.objects.filter(pk=member.pk).update(is_active=False)
            save(member, **options)

        with mock.patch.object(User, "save", closed_meanwhile):
            self.client.post(self.url, {"display_name": "Ana", "bio": "", "is_staff": "on", "username": "root"})
        self.ana.refresh_from_db()
        self.assertEqual(
            (self.ana.display_name, self.ana.is_active, self.ana.is_staff, self.ana.username),
            ("Ana", False, False, "ana"),
        )

    def test_bad_input_comes_back_with_what_was_typed(self):
        page = self.save(display_name="x" * 51, bio="y" * 501)
        self.assertEqual(page.status_code, 400)
        self.assertContains(page, "x" * 51, status_code=400)
        self.assertContains(page, "y" * 501, status_code=400)
        self.assertContains(page, "At most 50 characters fit here; there are 51.", status_code=400)

    def test_a_name_that_is_refused_is_not_shown_as_ones_name(self):
        page = self.save(display_name="Moderator")
        self.assertContains(page, "This name is kept for the site itself.", status_code=400)
        self.assertEqual(str(page.context["user"]), "ana")

    def test_nobody_is_shown_under_the_name_of_another_member(self):
        make.member("ben")
        for name in ("ben", "BEN"):
            self.assertContains(self.save(display_name=name), "somebody else", status_code=400)
        self.assertEqual(self.save(display_name="ANA").status_code, 200)

    def test_a_name_can_be_seen(self):
        for name in ("\u200b", "\u3164\u200d", "...", "\u2800"):
            with self.subTest(name=repr(name)):
                self.save(display_name=name)
                self.ana.refresh_from_db()
                self.assertEqual(self.ana.display_name, "")

    def test_control_characters_are_refused_and_overrides_taken_out(self):
        for odd in ("a\x00b", "a\x1bb"):
            self.assertContains(self.save(bio=odd), "cannot be shown", status_code=400)
        self.save(display_name="Ana\u202e Lobo")
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.display_name, "Ana Lobo")

    def test_looking_changes_nothing(self):
        self.client.get(self.url, {"display_name": "Ana"})
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.display_name, "")

    def test_visitors_sign_in_first(self):
        self.client.logout()
        self.assertRedirects(self.save(display_name="x"), f"{reverse('account_login')}?next=%2Fme%2Fsettings%2F")

    def test_who_reads_the_diary_and_what_leaves_the_watchlist_are_chosen(self):
        page = self.save(shows_diary="False", clears_watchlist="False")
        self.assertContains(page, 'value="False" id="id_shows_diary_1" checked')
        self.ana.refresh_from_db()
        self.assertEqual((self.ana.shows_diary, self.ana.clears_watchlist), (False, False))
        # A form that does not say leaves them.
        self.save()
        self.ana.refresh_from_db()
        self.assertEqual((self.ana.shows_diary, self.ana.clears_watchlist), (False, False))
        self.assertEqual(self.save(shows_diary="perhaps").status_code, 400)
        self.save(shows_diary="True", clears_watchlist="True")
        self.ana.refresh_from_db()
        self.assertEqual((self.ana.shows_diary, self.ana.clears_watchlist), (True, True))
