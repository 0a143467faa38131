from django.test import TestCase
from django.urls import reverse

from catalog.models import Contribution, Person
from tests import make
from tests.making.film_rows import contributed, form_of


class WhichOneTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film, cls.member = make.film("The Long Road", 1962), make.member("mia")
        cls.url = reverse("catalog:contribute", args=[cls.film.pk, cls.film.slug, "credit"])

    def send(self, **fields):
        self.client.force_login(self.member)
        version = self.client.get(self.url).context["desk"].version
        return self.client.post(self.url, {"job": "other", "job_text": "grip", "version": version, **fields})

    def values(self):
        return Contribution.objects.get(state="pending").values

    def form(self, **fields):
        return form_of("credit", self.film, self.member, job="other", **fields)

    def test_where_several_have_the_name_the_page_asks_which_one(self):
        old, young = make.person("Ada Quill", born="1900"), make.person("Ada Quill")
        make.credit(make.film("A Farm", 1950), young)
        response = self.send(person="Ada Quill")
        self.assertContains(response, "Which one?", status_code=400)
        self.assertContains(response, "Ada Quill (born 1900)", status_code=400)
        self.assertContains(response, "Ada Quill, known for A Farm (1950)", status_code=400)
        self.assertEqual(self.send(person="Ada Quill", person_choice=old.pk).status_code, 302)
        self.assertEqual(self.values()["person_choice"], str(old.pk))

    def test_the_only_one_of_the_name_is_meant_however_it_is_spelled(self):
        person = make.person("Ada Čapková")
        form = self.form(person="ada  capkova")
        self.assertTrue(form.is_valid(), form.errors)
        self.assertEqual((form.values["person"], form.values["person_choice"]), ("Ada Čapková", str(person.pk)))

    def test_a_slip_of_the_pen_is_asked_about(self):
        make.person("Ada Quill")
        form = self.form(person="Ada Quil")
        self.assertIn("person_choice", form.errors)

    def test_somebody_who_is_not_here_is_made_when_it_is_accepted(self):
        contribution = contributed("credit", self.film, self.member, person="Zelda Brand", job="other")
        self.assertFalse(Person.objects.filter(name="Zelda Brand").exists())
        contribution.accept(by=make.editor())
        person = self.film.credits.get().person
        self.assertEqual((person.name, person.search_names.get().name), ("Zelda Brand", "zelda brand"))

    def test_somebody_new_whom_two_have_sent_is_made_once(self):
        editor = make.editor()
        sent = [contributed("credit", self.film, None, person="Zelda Brand", job=job) for job in ("other", "sound")]
        for contribution in sent:
            contribution.accept(by=editor)
        self.assertEqual(Person.objects.filter(name="Zelda Brand").count(), 1)

    def test_a_namesake_can_be_somebody_new(self):
        make.person("Ada Quill")
        contribution = contributed(
            "credit", self.film, self.member, person="Ada Quill", person_choice="new", job="other"
        )
        contribution.accept(by=make.editor())
        self.assertEqual(Person.objects.filter(name="Ada Quill").count(), 2)

    def test_somebody_made_for_a_credit_goes_with_it(self):
        contribution = contributed("credit", self.film, self.member, person="Zelda Brand", job="other")
        editor = make.editor()
        contribution.accept(by=editor)
        contribution.refresh_from_db()
        contribution.take_back(by=editor, reason="Nobody of this name worked on it.")
        self.assertFalse(Person.objects.filter(name="Zelda Brand").exists())

    def test_a_choice_that_does_not_fit_the_name_is_asked_again(self):
        make.person("Ada Quill"), make.person("Ada Quill")
        other = make.person("Bo Lane")
        for choice in (other.pk, "99999999999999999999", "x", "\x00"):
            self.assertIn("person_choice", self.form(person="Ada Quill", person_choice=choice).errors)

    def test_names_that_are_none_are_refused_with_a_sentence(self):
        for name in ("", " ", "x" * 121, "x" * 60_000, "a\x00b"):
            self.assertIn("person", self.form(person=name).errors)

    def test_a_year_behind_the_title_tells_films_apart(self):
        films = [make.film("Solaris", year) for year in (1972, 2002)]
        form = form_of("connection", self.film, side="references", other="Solaris (2002)")
        self.assertTrue(form.is_valid(), form.errors)
        self.assertEqual(form.values["other_choice"], str(films[1].pk))
        self.assertIn("other_choice", form_of("connection", self.film, side="references", other="solaris").errors)

    def test_the_preview_says_who_is_meant(self):
        make.credit(make.film("A Farm", 1950), make.person("Ada Quill"))
        response = self.send(person="ada quill", then="preview")
        self.assertContains(response, "This is Ada Quill, known for A Farm (1950).")
        response = self.send(person="Zelda Brand", then="preview")
        self.assertContains(response, "Zelda Brand is not in the catalogue yet, and will be.")
