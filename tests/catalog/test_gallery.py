from django.test import TestCase

from tests import make
from tests.making.pictures import picture


class GalleryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.url = f"{cls.film.get_absolute_url()}pictures/"

    def test_posters_and_stills_stand_apart_with_their_words(self):
        picture(self.film, "poster", credit="Ada Quill", licence="cc0")
        picture(self.film, caption="On the way home")
        response = self.client.get(self.url)
        for words in ("Posters", "Stills", "On the way home", "Ada Quill", "CC0 1.0", "A road between two walls"):
            self.assertContains(response, words)

    def test_every_picture_leads_to_its_own_page_and_has_its_measures(self):
        still = picture(self.film)
        response = self.client.get(self.url)
        self.assertContains(response, f'<a href="{still.get_absolute_url()}"')
        self.assertContains(response, 'width="360" height="202"')

    def test_only_published_ones_are_there_and_counted(self):
        ana = make.member("ana")
        for state in ("draft", "pending", "shielded", "declined", "removed"):
            picture(self.film, state=state, alt=f"Not to be seen, {state}", contributor=ana)
        picture(self.film)
        response = self.client.get(self.url)
        self.assertNotContains(response, "Not to be seen")
        self.assertEqual(response.context["sections"]["pictures"]["count"], 1)

    def test_a_film_without_any_says_so(self):
        self.assertContains(self.client.get(self.url), "There are no pictures of this film yet.")

    def test_it_is_paged(self):
        for _ in range(25):
            picture(self.film)
        self.assertContains(self.client.get(self.url), "?page=2")
        self.assertContains(self.client.get(f"{self.url}?page=2"), 'class="gallery__picture"', count=1)
        self.assertEqual(self.client.get(f"{self.url}?page=3").status_code, 404)
        self.assertEqual(self.client.get(f"{self.url}?page=x").status_code, 404)

    def test_it_takes_a_fixed_number_of_queries(self):
        def queries():
            with self.assertNumQueries(4):
                self.client.get(self.url)

        picture(self.film).people.add(make.person())
        queries()
        for number in range(5):
            picture(self.film, contributor=make.member(f"ana{number}")).people.add(make.person())
        queries()

    def test_a_wrong_slug_is_mended(self):
        response = self.client.get(self.url.replace("the-long-road", "wrong"))
        self.assertRedirects(response, self.url, status_code=301)


class StripTests(TestCase):
    def test_the_film_page_shows_a_few_and_leads_to_all(self):
        film = make.film()
        for _ in range(8):
            picture(film)
        picture(film, "poster").make_main()
        response = self.client.get(film.get_absolute_url())
        self.assertContains(response, "All 9 pictures")
        self.assertContains(response, '<picture class="picture picture--strip">', count=6)

    def test_a_poster_alone_makes_no_strip(self):
        film = make.film()
        picture(film, "poster").make_main()
        self.assertNotContains(self.client.get(film.get_absolute_url()), "picture--strip")


class PersonPicturesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.person = make.person()
        cls.url = f"{cls.person.get_absolute_url()}pictures/"

    def test_all_portraits_are_there(self):
        picture(self.person, alt="Ada at her desk").make_main()
        picture(self.person, alt="Ada on the stairs")
        picture(self.person, alt="Not to be seen", state="pending", contributor=make.member("ana"))
        response = self.client.get(self.url)
        self.assertContains(response, "Ada at her desk")
        self.assertContains(response, "Ada on the stairs")
        self.assertNotContains(response, "Not to be seen")

    def test_somebody_without_any_has_a_page_that_says_so(self):
        self.assertContains(self.client.get(self.url), "There is no portrait of Ada Quill yet.")

    def test_a_portrait_that_a_decision_withholds_stands_nowhere(self):
        portrait = picture(self.person)
        portrait.make_main()
        picture(self.person)
        portrait.moderate("removed", decision=None)
        for url in (self.url, self.person.get_absolute_url()):
            self.assertNotContains(self.client.get(url), portrait.file.name)

    def test_it_takes_a_fixed_number_of_queries(self):
        def queries():
            with self.assertNumQueries(5):
                self.client.get(self.url)

        picture(self.person).make_main()
        queries()
        for number in range(5):
            picture(self.person, contributor=make.member(f"ana{number}"))
        queries()
