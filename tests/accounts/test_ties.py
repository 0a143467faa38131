"""Follow, mute and block: who may, what the database refuses, and how it is done and undone."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Tie, User
from tests import make


def url_of(member):
    return reverse("accounts:tie", args=[member.username])


class TieVerbTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")

    def kinds(self, member, other):
        return Tie.objects.kinds(member, other)

    def test_a_block_ends_following_both_ways(self):
        make.tie(self.ana, "follow", self.ben)
        make.tie(self.ben, "follow", self.ana)
        make.tie(self.ana, "block", self.ben)
        self.assertEqual(self.kinds(self.ana, self.ben), {"block"})
        self.assertEqual(self.kinds(self.ben, self.ana), set())

    def test_a_mute_leaves_following_alone(self):
        make.tie(self.ana, "follow", self.ben)
        make.tie(self.ana, "mute", self.ben)
        self.assertEqual(self.kinds(self.ana, self.ben), {"follow", "mute"})

    def test_the_same_twice_is_one_tie(self):
        for _ in range(2):
            make.tie(self.ana, "follow", self.ben)
        self.assertEqual(Tie.objects.count(), 1)

    def test_undoing_what_is_not_there_does_nothing(self):
        make.tie(self.ana, "mute", self.ben)
        Tie.objects.undo(self.ana, self.ben, "block")
        self.assertEqual(self.kinds(self.ana, self.ben), {"mute"})

    def test_nobody_has_a_tie_to_themselves(self):
        for kind in Tie.Kind:
            with self.assertRaises(ValidationError):
                make.tie(self.ana, kind, self.ana)

    def test_who_blocks_me_is_not_there_for_me(self):
        make.tie(self.ben, "block", self.ana)
        for kind in Tie.Kind:
            with self.assertRaises(PermissionDenied):
                make.tie(self.ana, kind, self.ben)

    def test_who_is_shut_out_is_there_for_nobody(self):
        with self.assertRaises(PermissionDenied):
            make.tie(self.ana, "follow", make.member(is_active=False))

    def test_who_is_blocked_cannot_be_followed(self):
        make.tie(self.ana, "block", self.ben)
        with self.assertRaises(ValidationError):
            make.tie(self.ana, "follow", self.ben)

    def test_the_database_refuses_a_tie_to_oneself(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Tie.objects.create(member=self.ana, other=self.ana, kind="mute")

    def test_the_database_refuses_the_same_tie_twice(self):
        make.tie(self.ana, "mute", self.ben)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Tie.objects.create(member=self.ana, other=self.ben, kind="mute")

    def test_visitors_have_none_and_nobody_asks(self):
        anonymous = self.client.get("/").wsgi_request.user
        with self.assertNumQueries(0):
            self.assertEqual(Tie.objects.kinds(anonymous, self.ben), set())


class TieFormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben", display_name="Ben Ito")
        cls.url = url_of(cls.ben)

    def setUp(self):
        self.client.force_login(self.ana)

    def post(self, kind, member=None, **data):
        return self.client.post(url_of(member or self.ben), {"kind": kind, **data})

    def page(self):
        return self.client.get(self.ben.get_absolute_url())

    def test_each_button_does_and_undoes_and_comes_back(self):
        for kind in Tie.Kind:
            self.assertRedirects(self.post(kind), self.ben.get_absolute_url())
            self.assertEqual(Tie.objects.kinds(self.ana, self.ben), {kind})
            self.assertRedirects(self.post(kind, undo="yes"), self.ben.get_absolute_url())
            self.assertEqual(Tie.objects.kinds(self.ana, self.ben), set())

    def test_it_comes_back_to_where_the_form_stood(self):
        make.tie(self.ana, "mute", self.ben)
        response = self.post("mute", undo="yes", next="/me/ties/")
        self.assertRedirects(response, "/me/ties/")
        self.assertRedirects(self.post("mute", next="https://evil.example/"), self.ben.get_absolute_url())

    def test_the_page_offers_what_can_be_done(self):
        self.assertContains(self.page(), ">Follow</button>")
        self.post("follow")
        page = self.page()
        self.assertContains(page, ">Unfollow</button>")
        self.assertContains(page, ">Mute</button>")
        self.assertContains(page, ">Block</button>")

    def test_the_page_of_somebody_muted_says_so(self):
        make.review(author=self.ben, headline="A quiet road")
        self.post("mute")
        page = self.page()
        self.assertContains(page, "You have muted Ben Ito")
        self.assertContains(page, ">Unmute</button>")
        self.assertContains(page, "A quiet road")

    def test_the_page_of_somebody_blocked_shows_the_name_alone(self):
        User.objects.filter(pk=self.ben.pk).update(bio="Likes rain.")
        make.review(author=self.ben, headline="A quiet road")
        self.post("block")
        page = self.page()
        self.assertContains(page, "You have blocked Ben Ito")
        self.assertContains(page, ">Unblock</button>")
        for hidden in ("A quiet road", "Likes rain.", "member since", "Follow</button>"):
            self.assertNotContains(page, hidden)

    def test_ones_own_page_offers_nothing(self):
        self.assertNotContains(self.client.get(self.ana.get_absolute_url()), "/tie/")

    def test_visitors_are_led_to_the_sign_in_and_find_no_token(self):
        self.client.logout()
        page = self.page()
        self.assertContains(page, "/accounts/login/?next=%2Fmembers%2Fben%2F")
        self.assertNotContains(page, "csrfmiddlewaretoken")
        self.assertNotContains(page, "/tie/")
        self.assertEqual(len(page.cookies), 0)
        response = self.post("follow")
        self.assertRedirects(response, "/accounts/login/?next=%2Fmembers%2Fben%2F", fetch_redirect_response=False)
        self.assertFalse(Tie.objects.exists())

    def test_it_takes_a_post_and_a_token(self):
        self.assertEqual(self.client.get(self.url).status_code, 405)
        strict = self.client_class(enforce_csrf_checks=True)
        strict.force_login(self.ana)
        self.assertEqual(strict.post(self.url, {"kind": "follow"}).status_code, 403)
        self.assertFalse(Tie.objects.exists())

    def test_a_kind_that_is_none_is_a_bad_request(self):
        for kind in ("", "love", "FOLLOW", "follow ", "1"):
            self.assertContains(self.post(kind), "We could not read this request", status_code=400)
        self.assertEqual(self.client.post(self.url).status_code, 400)

    def test_oneself_is_answered_with_a_sentence(self):
        response = self.client.post(url_of(self.ana), {"kind": "follow"}, follow=True)
        self.assertContains(response, "This is you.")

    def test_whom_one_has_blocked_one_cannot_follow(self):
        make.tie(self.ana, "block", self.ben)
        response = self.client.post(self.url, {"kind": "follow"}, follow=True)
        self.assertContains(response, "You have blocked this member; end that first.")

    def test_somebody_who_blocks_me_and_somebody_who_does_not_exist_look_the_same(self):
        make.tie(self.ben, "block", self.ana)
        make.member("cem", is_active=False)
        texts = set()
        for username in ("ben", "BEN", "cem", "nobody"):
            for kind in Tie.Kind:
                response = self.client.post(reverse("accounts:tie", args=[username]), {"kind": kind})
                self.assertEqual(response.status_code, 404)
                texts.add(response.text)
        self.assertEqual(len(texts), 1)
        self.assertFalse(Tie.objects.filter(member=self.ana).exists())

    def test_what_one_did_can_be_undone_also_when_the_other_has_blocked_one_since(self):
        make.tie(self.ana, "block", self.ben)
        make.tie(self.ana, "mute", self.ben)
        Tie.objects.create(member=self.ben, other=self.ana, kind="block")
        page = self.client.get("/me/ties/")
        self.assertContains(page, "Ben Ito", count=4)
        for kind in ("block", "mute"):
            self.assertRedirects(self.post(kind, undo="yes", next="/me/ties/"), "/me/ties/")
        self.assertFalse(Tie.objects.filter(member=self.ana).exists())

    def test_a_suspended_member_still_blocks_and_mutes(self):
        User.objects.filter(pk=self.ana.pk).update(suspended_until=timezone.now() + timedelta(days=3))
        for kind in ("mute", "block"):
            self.post(kind)
        self.assertEqual(Tie.objects.kinds(self.ana, self.ben), {"mute", "block"})

    def test_more_than_thirty_in_ten_minutes_have_to_wait(self):
        others = User.objects.bulk_create(User(username=f"other{number}") for number in range(31))
        for other in others[:30]:
            self.assertEqual(self.post("follow", other).status_code, 302)
        refused = self.post("follow", others[30])
        self.assertContains(refused, "Not so fast", status_code=429)
        self.assertGreater(int(refused["Retry-After"]), 500)
        self.assertEqual(self.post("follow", others[0], undo="yes").status_code, 302)
        with override_settings(THROTTLE=False):
            self.assertEqual(self.post("follow", others[30]).status_code, 302)

    def test_a_script_gets_the_buttons_alone(self):
        response = self.client.post(self.url, {"kind": "follow"}, headers={"X-Enhance": "1"})
        self.assertTemplateUsed(response, "accounts/_ties.html")
        self.assertTemplateNotUsed(response, "base.html")
        self.assertContains(response, "data-swap")
        self.assertContains(response, ">Unfollow</button>")

    def test_a_script_that_cannot_show_a_refusal_gets_an_error_and_the_page_says_it_once(self):
        make.tie(self.ana, "block", self.ben)
        refused = self.client.post(self.url, {"kind": "follow"}, headers={"X-Enhance": "1"})
        self.assertEqual(refused.status_code, 400)
        response = self.client.post(self.url, {"kind": "follow"}, follow=True)
        self.assertContains(response, "end that first", count=1)

    def test_names_are_escaped(self):
        User.objects.filter(pk=self.ben.pk).update(display_name="<b>Ben")
        for kind in ("mute", "block"):
            self.post(kind)
            self.assertNotContains(self.page(), "<b>Ben")
        self.assertNotContains(self.client.get("/me/ties/"), "<b>Ben")


class MyTiesTests(TestCase):
    url = reverse("accounts:my_ties")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")

    def setUp(self):
        self.client.force_login(self.ana)

    def test_it_lists_everybody_under_what_they_are_to_one(self):
        for kind in Tie.Kind:
            make.tie(self.ana, kind, make.member(f"some-{kind}"))
        text = self.client.get(self.url).text
        parts = ["You follow", "some-follow", "Muted", "some-mute", "Blocked", "some-block"]
        places = [text.index(part, text.index("<h1>")) for part in parts]
        self.assertEqual(places, sorted(places))

    def test_nobody_elses_ties_are_here(self):
        make.tie(make.member("ben"), "block", self.ana)
        make.tie(make.member("cem"), "follow", make.member("dora"))
        page = self.client.get(self.url)
        self.assertContains(page, "You do not follow anybody")
        for name in ("ben", "cem", "dora"):
            self.assertNotContains(page, f"/members/{name}/")

    def test_visitors_sign_in_and_come_back(self):
        self.client.logout()
        self.assertRedirects(
            self.client.get(self.url), f"{reverse('account_login')}?next=%2Fme%2Fties%2F", fetch_redirect_response=False
        )

    def test_pages_of_50_in_a_fixed_number_of_queries(self):
        make.tie(self.ana, "mute", make.member())
        with self.assertNumQueries(4):
            self.client.get(self.url)
        others = User.objects.bulk_create(User(username=f"other{number}") for number in range(59))
        Tie.objects.bulk_create(Tie(member=self.ana, other=other, kind="follow") for other in others)
        with self.assertNumQueries(4):
            page = self.client.get(self.url)
        self.assertContains(page, '<li class="tie">', count=50)
        self.assertContains(self.client.get(self.url, {"page": 2}), '<li class="tie">', count=10)
        for number in ("0", "3", "x", "9" * 30):
            self.assertEqual(self.client.get(self.url, {"page": number}).status_code, 404)
