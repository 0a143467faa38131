from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.test import TestCase
from django.urls import reverse

from catalog import images
from catalog.contributing.picture import throw_forgotten_away
from catalog.models import Contribution, Film, Picture
from tests import make
from tests.making.pictures import MediaFolder, file_of, sheet, upload

SAID = {
    "kind": "still",
    "alt": "A road between two walls",
    "caption": "On the way home",
    "licence": "cc_by",
    "credit": "Ada Quill",
    "origin": "https://films.example/road",
    "may_pass_on": "on",
}


class ContributePictureTests(MediaFolder, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film, cls.ana = make.film(), make.member("ana")
        cls.url = reverse("catalog:contribute", args=[cls.film.pk, cls.film.slug, "picture"])

    def setUp(self):
        super().setUp()
        self.client.force_login(self.ana)

    def send(self, url="", content=None, then="send", **said):
        file = {"file": upload(content or file_of(sheet()))} if content is not False else {}
        draft = self.ana.contributions.filter(state="draft").first()
        noted = {"then": then, "version": draft.version if draft else ""}
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(url or self.url, {**SAID, **said, **file, **noted})

    def sent(self):
        return Contribution.objects.exclude(state="draft").get()

    def test_the_form_says_its_rules_and_takes_files(self):
        response = self.client.get(self.url)
        self.assertContains(response, 'enctype="multipart/form-data"')
        self.assertContains(response, "Name who made it")
        self.assertNotContains(response, "Not stated")

    def test_a_picture_waits_for_an_editor_seen_by_its_contributor_alone(self):
        self.assertEqual(self.send().status_code, 302)
        picture = self.sent().made
        self.assertEqual((picture.state, picture.contributor, picture.film), ("pending", self.ana, self.film))
        self.assertEqual((picture.alt, picture.source), (SAID["alt"], SAID["origin"]))
        self.client.logout()
        self.assertEqual(self.client.get(picture.get_absolute_url()).status_code, 404)

    def test_accepted_it_is_in_the_gallery(self):
        self.send()
        self.sent().accept(by=make.editor())
        response = self.client.get(reverse("catalog:gallery", args=[self.film.pk, self.film.slug]))
        self.assertContains(response, "On the way home")

    def test_an_editor_can_put_its_words_right(self):
        self.send()
        contribution = self.sent()
        contribution.accept(by=make.editor(), values=contribution.values | {"caption": "On the way out"})
        self.assertEqual(Picture.objects.get().caption, "On the way out")

    def test_an_accepted_poster_becomes_the_poster_of_a_film_without_one(self):
        self.send(kind="poster")
        self.sent().accept(by=make.editor())
        self.assertEqual(Film.objects.get().poster.name, Picture.objects.get().file.name)

    def test_declined_it_loses_its_files(self):
        self.send()
        with self.captureOnCommitCallbacks(execute=True):
            self.sent().decline(by=make.editor(), reason="Not of this film.")
        self.assertEqual(Picture.objects.get().state, "declined")
        self.assertEqual(self.files(), [])

    def test_withdrawn_it_is_gone(self):
        self.send()
        with self.captureOnCommitCallbacks(execute=True):
            self.sent().withdraw()
        self.assertFalse(Picture.objects.exists())
        self.assertEqual(self.files(), [])

    def test_a_picture_is_sent_once(self):
        self.send()
        picture = Picture.objects.get()
        response = self.send(content=False, picture=picture.pk, caption="Another")
        self.assertContains(response, "You have sent this picture already.", status_code=400)
        self.assertEqual(self.sent().made, picture)

    def test_one_that_waits_already_does_not_take_the_place_of_another(self):
        self.send()
        first = self.sent()
        self.send(url=reverse("catalog:contribute", args=[self.film.pk, self.film.slug, "picture"]), caption="Two")
        second = Contribution.objects.exclude(pk=first.pk).exclude(state="draft").get()
        url = reverse("catalog:amend_contribution", args=[second.pk])
        said = {**SAID, "picture": first.made.pk, "then": "send", "version": second.version}
        self.assertContains(self.client.post(url, said), "You have sent this picture already.", status_code=400)
        self.assertEqual(Contribution.objects.get(pk=second.pk).made, second.made)

    def test_one_that_a_moderator_has_taken_down_is_not_the_editors_to_take_back(self):
        self.send()
        edna = make.editor()
        self.sent().accept(by=edna)
        make.decision(make.report(Picture.objects.get()).case, "remove")
        with self.assertRaisesMessage(ValidationError, "A moderator has decided"):
            self.sent().take_back(by=edna, reason="Too dark.")
        self.assertTrue(self.files())

    def test_one_whose_files_are_gone_does_not_come_back(self):
        picture = Picture.objects.create(
            film=self.film, kind="still", alt="A road", width=4, height=4, state="removed", file=""
        )
        picture.moderate("published", decision=None)
        self.assertEqual(Picture.objects.get().state, "removed")

    def test_every_word_and_the_file_are_kept_when_something_is_missing(self):
        response = self.send(alt="")
        self.assertContains(response, "Describe the picture in a sentence", status_code=400)
        self.assertContains(response, SAID["caption"], status_code=400)
        picture = Picture.objects.get()
        self.assertContains(response, f'name="picture" value="{picture.pk}"', status_code=400)
        self.assertEqual(self.send(content=False, picture=picture.pk).status_code, 302)
        self.assertEqual(self.sent().made, picture)

    def test_a_draft_keeps_the_file(self):
        self.send(then="draft")
        self.assertContains(self.client.get(self.url), f'name="picture" value="{Picture.objects.get().pk}"')

    def test_the_preview_shows_the_picture(self):
        response = self.send(then="preview")
        self.assertContains(response, Picture.objects.get().file.url)
        self.assertContains(response, SAID["caption"])

    def test_what_has_to_be_said_is_asked_for_with_a_sentence(self):
        missing = {
            "licence": "Choose the licence",
            "origin": "Say where the picture is from.",
            "credit": "This licence asks for the maker’s name.",
            "may_pass_on": "Tick this if you may",
        }
        for name, sentence in missing.items():
            with self.subTest(name):
                self.assertContains(self.send(**{name: ""}), sentence, status_code=400)
        self.assertContains(self.send(licence="unknown"), "unknown is not one of the available", status_code=400)

    def test_without_a_file_it_is_asked_for(self):
        self.assertContains(self.send(content=False), "Choose a picture", status_code=400)

    def test_what_is_no_picture_is_refused_with_a_sentence(self):
        for content in (b"<svg/>", b"\xff" * 500, file_of(sheet(), "GIF")):
            self.assertContains(self.send(content=content), images.UNREADABLE, status_code=400)
        self.assertEqual(self.files(), [])

    def test_a_picture_of_somebody_else_cannot_be_named(self):
        self.send(then="draft")
        picture = Picture.objects.get()
        for number, username in enumerate(["ben", "cyd", "dee", "eli"]):
            self.client.force_login(make.member(username))
            named = [picture.pk, "x", "9" * 30, 0][number]
            response = self.client.post(self.url, {**SAID, "picture": named, "then": "preview", "version": ""})
            self.assertNotContains(response, picture.file.name, status_code=400)

    def test_a_visitor_is_sent_to_sign_in(self):
        self.client.logout()
        self.assertIn("/accounts/login/", self.client.get(self.url).url)

    def test_a_portrait_comes_from_the_persons_page(self):
        person = make.person()
        url = reverse("catalog:contribute_portrait", args=[person.pk, person.slug])
        self.assertNotContains(self.client.get(url), "What is it?")
        self.send(url=url)
        self.sent().accept(by=make.editor())
        person.refresh_from_db()
        self.assertEqual((person.portrait.alt, person.portrait.kind), (SAID["alt"], "portrait"))

    def test_another_file_takes_the_place_of_the_first(self):
        self.send()
        contribution = self.sent()
        first = contribution.made
        other = Picture.objects.keep(
            images.prepare(sheet(colour="navy")), kind="still", film=self.film, contributor=self.ana, state="draft"
        )
        with self.captureOnCommitCallbacks(execute=True):
            contribution.amend(contribution.values | {"picture": other.pk}, "")
        self.assertFalse(Picture.objects.filter(pk=first.pk).exists())
        self.assertFalse(default_storage.exists(first.file.name))

    def test_what_was_never_sent_is_thrown_away_unless_a_draft_holds_it(self):
        self.send(then="draft")
        in_draft = Picture.objects.get()
        unsent = Picture.objects.keep(
            images.prepare(sheet()), kind="still", film=self.film, contributor=self.ana, state="draft"
        )
        long_ago = unsent.contributed_at.replace(year=2020)
        Picture.objects.update(contributed_at=long_ago)
        self.assertEqual(throw_forgotten_away(in_draft.contributed_at), 1)
        self.assertEqual(Picture.objects.get(), in_draft)
