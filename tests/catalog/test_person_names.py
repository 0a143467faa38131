import json
import re

from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse

from catalog.models import Credit, Person, PersonName
from tests import make
from tests.admin_form import fields_of


class OtherNamesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.person = make.person("Ada Quill", death_place="Wales", born="1942-01-10", died="2001-01-09")
        for kind, name in (
            ("credited", "A. Quill"),
            ("birth", "Adelheid Kiel"),
            ("credited", "Ada Q."),
            ("script", "艾达"),
        ):
            cls.person.other_names.create(name=name, kind=kind)
        cls.person.refresh_keys()

    def html(self):
        return " ".join(self.client.get(self.person.get_absolute_url()).content.decode().split())

    def test_each_kind_of_name_stands_in_a_line(self):
        html = self.html()
        for line in ("<dt>Born as</dt><dd>Adelheid Kiel</dd>", "<dt>Credited as</dt><dd>A. Quill, Ada Q.</dd>"):
            self.assertIn(line, html)

    def test_the_place_of_death_is_said(self):
        self.assertIn("Died 9 January 2001 in Wales, aged 58.", self.html())

    def test_search_finds_somebody_by_every_name(self):
        for query in ("adelheid", "Adelheid Kiel", "艾达", "a quill"):
            self.assertContains(self.client.get("/search/", {"q": query}), self.person.get_absolute_url())

    def test_a_name_is_there_once_and_not_empty(self):
        for name in ("Ada Q.", ""):
            with self.assertRaises(IntegrityError), transaction.atomic():
                PersonName.objects.create(person=self.person, name=name)

    def test_machines_are_told_what_the_page_says(self):
        make.nomination(make.award(), people=[self.person], film_title="Way", won=True)
        make.nomination(make.award(), people=[self.person], film_title="Path", won=False)
        data = json.loads(re.search(r'ld\+json">(.*?)</script>', self.html())[1])
        self.assertEqual((data["@type"], data["birthDate"], data["deathPlace"]), ("Person", "1942-01-10", "Wales"))
        self.assertIn("Adelheid Kiel", data["alternateName"])
        self.assertEqual(data["award"], ["Golden Reels 1963: Best Film"])

    def test_wins_and_nominations_are_counted(self):
        make.nomination(make.award(), people=[self.person], film_title="Way", won=True)
        make.nomination(make.award(), people=[self.person], film_title="Path", won=False)
        self.assertIn("1 win among 2 nominations", self.html())

    def test_many_credits_stand_behind_a_line_and_are_all_there(self):
        films = [make.film(f"Path {number}", 1900 + number) for number in range(100)]
        Credit.objects.bulk_create(Credit(film=film, person=self.person, job="actor") for film in films)
        make.credit(films[0], self.person, "director", job_text="co-director")
        html = self.html()
        self.assertEqual(html.count('<li><span class="filmography__year">'), 101)
        for words in ("100 credits", "60 earlier credits", 'href="#actor"', 'href="#director"', "co-director"):
            self.assertIn(words, html)


class PersonAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.editor()
        cls.person = make.person("Ada Quill")
        cls.page = reverse("admin:catalog_person_change", args=[cls.person.pk])

    def save(self, **changes):
        self.client.force_login(self.editor)
        return self.client.post(self.page, fields_of(self.client.get(self.page)) | changes)

    def test_an_editor_adds_a_name_and_search_knows_it_at_once(self):
        response = self.save(**{"other_names-0-name": "Adelheid Kiel", "other_names-0-kind": "birth"})
        self.assertEqual(response.status_code, 302)
        self.assertEqual(set(self.person.search_names.values_list("name", flat=True)), {"ada quill", "adelheid kiel"})

    def test_places_and_ids_are_kept_and_two_without_an_id_are_no_contradiction(self):
        make.person("Bo Quill")
        self.assertEqual(self.save(death_place="Wales", wikidata_id="").status_code, 302)
        self.assertEqual(self.save(wikidata_id="Q42").status_code, 302)
        self.person.refresh_from_db()
        self.assertEqual((self.person.death_place, self.person.wikidata_id), ("Wales", "Q42"))

    def test_an_id_that_is_none_is_refused_with_a_sentence(self):
        self.assertContains(self.save(wikidata_id="42"), "looks like Q42")

    def test_nothing_of_somebody_else_can_stand_for_a_person(self):
        self.assertContains(self.save(portrait="1"), "not one of the available choices")
        self.assertIsNone(Person.objects.get(pk=self.person.pk).portrait)
