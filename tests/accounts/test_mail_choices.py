from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse

from accounts.models import MailChoice
from accounts.models.notification import DEFAULT_MAIL, Kind, Mail
from tests import make


class MailChoicesTests(TestCase):
    url = reverse("accounts:mail_choices")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")

    def setUp(self):
        self.client.force_login(self.ana)

    def save(self, **changes):
        return self.client.post(self.url, MailChoice.objects.all_of(self.ana) | changes)

    def checked(self):
        form = self.client.get(self.url).context["form"]
        return {field.name: field.value() for field in form}

    def test_every_kind_has_a_default(self):
        self.assertEqual(set(DEFAULT_MAIL), set(Kind))

    def test_without_a_choice_the_defaults_are_marked(self):
        self.assertEqual(self.checked(), {kind.value: mail.value for kind, mail in DEFAULT_MAIL.items()})
        self.assertEqual(self.client.get(self.url).text.count(" checked"), len(Kind))

    def test_each_choice_is_saved_and_shown_again(self):
        for mail in Mail:
            chosen = dict.fromkeys(Kind.values, mail.value)
            self.assertRedirects(self.save(**chosen), self.url)
            self.assertEqual(self.checked(), chosen)
            for kind in Kind:
                self.assertEqual(MailChoice.objects.of(self.ana, kind), mail)
        self.assertEqual(MailChoice.objects.count(), len(Kind))

    def test_the_site_says_that_it_is_saved(self):
        page = self.client.post(self.url, MailChoice.objects.all_of(self.ana), follow=True)
        self.assertContains(page, "Your choices are saved.")

    def test_it_says_that_decisions_always_stand_on_the_site(self):
        self.assertContains(self.client.get(self.url), "stand with their reasons on your pages, whatever you choose")

    def test_who_has_no_address_is_told_that_no_mail_comes(self):
        self.assertNotContains(self.client.get(self.url), "no mail reaches you")
        self.ana.email = ""
        self.ana.save()
        self.assertContains(self.client.get(self.url), "no mail reaches you")

    def test_bad_input_comes_back_with_what_was_chosen(self):
        page = self.save(changed_review="always", contribution="never")
        self.assertEqual(page.status_code, 400)
        self.assertContains(page, "Select a valid choice", status_code=400)
        self.assertEqual(page.context["form"]["contribution"].value(), "never")
        for data in ({}, {"case_outcome": "never"}):
            page = self.client.post(self.url, data)
            self.assertContains(page, "Choose one of the three.", status_code=400)
        self.assertFalse(MailChoice.objects.exists())

    def test_what_waits_for_a_mail_that_is_no_longer_wanted_stays_away(self):
        self.save(changed_review="digest")
        waiting, other = make.told(self.ana), make.told(self.ana, "contribution")
        self.save(changed_review="never")
        waiting.refresh_from_db()
        other.refresh_from_db()
        self.assertEqual((waiting.waits_for_digest, other.waits_for_digest), (False, True))

    def test_nobody_elses_choices_change(self):
        ben = make.member("ben")
        self.save(changed_review="at_once")
        self.assertEqual(MailChoice.objects.of(ben, Kind.CHANGED_REVIEW), Mail.NEVER)

    def test_visitors_sign_in_and_come_back(self):
        self.client.logout()
        answer = f"{reverse('account_login')}?next=%2Fme%2Fnotifications%2Fmail%2F"
        for response in (self.client.get(self.url), self.save()):
            self.assertRedirects(response, answer, fetch_redirect_response=False)
        self.assertFalse(MailChoice.objects.exists())

    def test_it_takes_a_token(self):
        strict = self.client_class(enforce_csrf_checks=True)
        strict.force_login(self.ana)
        self.assertEqual(strict.post(self.url, {"changed_review": "never"}).status_code, 403)

    def test_the_number_of_queries_is_fixed(self):
        with self.assertNumQueries(3):
            self.client.get(self.url)
        self.save()
        with self.assertNumQueries(3):
            self.client.get(self.url)

    def test_the_database_keeps_one_choice_of_a_kind(self):
        MailChoice.objects.create(member=self.ana, kind="contribution", mail="never")
        with self.assertRaises(IntegrityError), transaction.atomic():
            MailChoice.objects.create(member=self.ana, kind="contribution", mail="digest")
