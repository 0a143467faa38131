from django.test import TestCase
from django.urls import reverse

from catalog import images
from catalog.models import Film, Person, Picture
from tests import make
from tests.making.pictures import MediaFolder, file_of, picture, sheet, upload

LIST, ADD = "/admin/catalog/picture/", "/admin/catalog/picture/add/"


class PictureAdminTests(MediaFolder, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film, cls.person, cls.editor = make.film(), make.person(), make.editor()

    def setUp(self):
        super().setUp()
        self.client.force_login(self.editor)

    def add(self, **fields):
        defaults = {"kind": "still", "film": self.film.pk, "alt": "A road", "licence": "cc0"}
        return self.client.post(ADD, {**defaults, "new_file": upload(file_of(sheet())), **fields})

    def test_an_editor_adds_a_still_with_who_is_to_be_seen(self):
        response = self.add(people=[self.person.pk], credit="Ada Quill")
        self.assertRedirects(response, LIST)
        still = Picture.objects.get()
        self.assertEqual((still.state, still.film, still.credit), ("published", self.film, "Ada Quill"))
        self.assertEqual(list(still.people.all()), [self.person])
        self.assertEqual(len(self.files()), 7)

    def test_a_first_portrait_stands_for_its_person(self):
        self.add(kind="portrait", film="", person=self.person.pk)
        self.assertEqual(Person.objects.get().portrait, Picture.objects.get())

    def test_bad_input_is_refused_with_a_sentence_and_leaves_no_file(self):
        self.assertContains(self.add(new_file=upload(b"<html>")), images.UNREADABLE)
        self.assertContains(self.add(kind="portrait"), "a portrait is of a person")
        self.assertContains(self.add(licence="cc_by"), "This licence asks for the maker’s name.")
        self.assertContains(self.add(alt=""), "This field is required.")
        self.assertEqual(self.files(), [])

    def test_its_words_can_be_changed(self):
        still = picture(self.film)
        page = reverse("admin:catalog_picture_change", args=[still.pk])
        self.assertContains(self.client.get(page), still.file.url)
        version = Film.objects.get().version
        self.client.post(page, {"alt": "A road in Wales", "licence": "public_domain", "people": [self.person.pk]})
        still.refresh_from_db()
        self.assertEqual((still.alt, still.licence), ("A road in Wales", "public_domain"))
        self.assertGreater(Film.objects.get().version, version)

    def choose(self, *chosen):
        marked = [one.pk for one in chosen]
        return self.client.post(LIST, {"action": "make_main", "_selected_action": marked}, follow=True)

    def test_a_poster_and_a_portrait_can_be_chosen_in_the_list(self):
        poster, portrait = picture(self.film, "poster"), picture(self.person)
        self.choose(poster, portrait)
        self.assertEqual(Film.objects.get().poster.name, poster.file.name)
        self.assertEqual(Person.objects.get().portrait, portrait)

    def test_a_still_cannot_be_chosen(self):
        self.assertContains(self.choose(picture(self.film)), "A still is not a poster.")
        self.assertFalse(Film.objects.get().poster)

    def test_what_members_have_not_sent_is_not_there(self):
        picture(self.film, state="draft", alt="Not to be seen", contributor=make.member("ana"))
        self.assertNotContains(self.client.get(LIST), "Not to be seen")

    def test_the_list_takes_a_fixed_number_of_queries(self):
        def queries():
            with self.assertNumQueries(7):
                self.client.get(LIST)

        picture(self.film)
        queries()
        for _ in range(4):
            picture(self.film)
            picture(self.person)
        queries()

    def test_a_film_shows_its_pictures_with_their_words(self):
        picture(self.film, "poster", credit="Ada Quill")
        page = self.client.get(f"/admin/catalog/film/{self.film.pk}/change/")
        self.assertContains(page, "Posters and stills")
        self.assertContains(page, 'value="Ada Quill"')
