from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import AlternativeTitle, Certificate, Country, Credit, FilmingLocation
from tests import make
from tests.admin_form import fields_of
from tests.catalog.test_film_admin import FilmFormTestCase


class RowTests(FilmFormTestCase):
    def test_a_credit_names_person_job_character_and_place(self):
        person = make.person("Ada Quill")
        self.assert_saved(
            self.save(
                **{
                    "credits-0-person": person.pk,
                    "credits-0-job": "actor",
                    "credits-0-character": "Ann",
                    "credits-0-billing": "2",
                }
            )
        )
        credit = self.film.credits.get()
        self.assertEqual((credit.person, credit.job, credit.character, credit.billing), (person, "actor", "Ann", 2))

    def test_only_the_cast_plays_characters(self):
        fields = {"credits-0-person": make.person().pk, "credits-0-job": "editor", "credits-0-character": "Ann"}
        self.assert_refused(self.save(**fields), "Only the cast plays characters.")

    def test_billing_counts_from_one(self):
        fields = {"credits-0-person": make.person().pk, "credits-0-job": "actor", "credits-0-billing": "0"}
        self.assert_refused(self.save(**fields), "greater than or equal to 1")

    def test_the_same_row_twice_is_refused_with_a_sentence(self):
        person, country = make.person().pk, Country.objects.create(name="Wales", slug="wales").pk
        cases = {
            "credits": ({"person": person, "job": "actor", "billing": "1"}, "duplicate"),
            "certificates": ({"country": country, "certificate": "12"}, "duplicate"),
            "filming_locations": ({"place": "Wales"}, "duplicate"),
            "alternative_titles": ({"title": "Der Weg"}, "The same title is entered twice."),
        }
        for prefix, (row, sentence) in cases.items():
            with self.subTest(prefix):
                rows = {f"{prefix}-{index}-{name}": value for index in (0, 1) for name, value in row.items()}
                self.assert_refused(self.save(**rows, **{f"{prefix}-TOTAL_FORMS": "2"}), sentence)

    def test_an_alternative_title_that_is_there_already_is_refused(self):
        AlternativeTitle.objects.create(film=self.film, title="Der Weg")
        response = self.save(**{"alternative_titles-1-title": "Der Weg"})
        self.assert_refused(response, "The same title is entered twice.")

    def test_a_certificate_can_be_taken_out(self):
        country = Country.objects.create(name="Wales", slug="wales")
        Certificate.objects.create(film=self.film, country=country, certificate="12")
        self.assert_saved(self.save(**{"certificates-0-DELETE": "on"}))
        self.assertFalse(self.film.certificates.exists())

    def test_a_storyline_is_signed_by_a_members_name(self):
        nora = make.member("nora_k")
        fields = {"storylines-TOTAL_FORMS": "1", "storylines-0-text": "Somebody walks."}
        self.assert_saved(self.save(**fields, **{"storylines-0-author": " Nora_K "}))
        self.assertEqual(self.film.storylines.get().author, nora)
        self.assertContains(self.client.get(self.page), 'value="nora_k"')

    def test_a_storyline_by_nobody_known_is_refused(self):
        fields = {"storylines-TOTAL_FORMS": "1", "storylines-0-text": "Walks.", "storylines-0-author": "nobody"}
        self.assert_refused(self.save(**fields), "There is no member of this name.")

    def test_another_storyline_can_be_featured_instead(self):
        first, second = make.storyline(self.film, is_featured=True), make.storyline(self.film)
        fields = fields_of(self.client.get(self.page)) | {"storylines-1-is_featured": "on"}
        del fields["storylines-0-is_featured"]
        self.assert_saved(self.client.post(self.page, fields))
        self.assertEqual(self.film.storylines.get(is_featured=True), second)
        # And back, which the other way round would have two featured for a moment.
        fields = fields_of(self.client.get(self.page)) | {"storylines-1-is_featured": "on"}
        del fields["storylines-0-is_featured"]
        self.assert_saved(self.client.post(self.page, fields))
        self.assertEqual(self.film.storylines.get(is_featured=True), first)

    def test_two_featured_storylines_are_refused(self):
        make.storyline(self.film, is_featured=True)
        make.storyline(self.film)
        response = self.save(**{"storylines-1-is_featured": "on"})
        self.assert_refused(response, "Only one storyline of a film can be featured.")

    def test_a_saved_form_leaves_the_featured_storyline_featured(self):
        make.storyline(self.film, is_featured=True)
        other = make.storyline(self.film)
        self.assert_saved(self.save(**{"storylines-1-text": "Somebody walks on."}))
        other.refresh_from_db()
        self.assertEqual(other.text, "Somebody walks on.")
        self.assertEqual(self.film.storylines.filter(is_featured=True).count(), 1)

    def test_a_fact_that_an_editor_adds_is_published_by_the_editor(self):
        fields = {"trivia_items-0-kind": "goof", "trivia_items-0-goof_type": "boom", "trivia_items-0-text": "A boom."}
        self.assert_saved(self.save(**fields))
        item = self.film.trivia_items.get()
        self.assertEqual((item.state, item.decided_by, item.contributor), ("published", self.editor, None))
        self.assertIsNotNone(item.decided_at)

    def test_a_goof_without_a_type_is_refused(self):
        fields = {"trivia_items-0-kind": "goof", "trivia_items-0-text": "A boom."}
        self.assert_refused(self.save(**fields), "A goof has a type, and nothing else has one.")

    def test_facts_that_are_there_are_shown_and_changed_on_their_own_page(self):
        item = make.trivia(self.film, text="The road is in Wales.")
        response = self.client.get(self.page)
        self.assertContains(response, "The road is in Wales.")
        self.assertContains(response, reverse("admin:catalog_triviaitem_change", args=[item.pk]))
        self.assert_saved(self.save(**{"trivia_items-0-text": "Changed", "trivia_items-0-id": item.pk}))
        item.refresh_from_db()
        self.assertEqual(item.text, "The road is in Wales.")

    def test_a_cast_too_long_for_one_form_has_its_own_list(self):
        people = [make.person(f"Walker {number}") for number in range(81)]
        Credit.objects.bulk_create(Credit(film=self.film, person=person, job="actor") for person in people)
        fields = fields_of(self.client.get(self.page))
        self.assertNotIn("credits-TOTAL_FORMS", fields)
        self.assertLess(len(fields), 1000)
        credit_list = f"{reverse('admin:catalog_credit_changelist')}?film__id__exact={self.film.pk}"
        self.assertContains(self.client.get(self.page), f'href="{credit_list}"')
        self.assertEqual(self.client.get(credit_list).status_code, 200)

    def test_the_form_takes_as_many_queries_for_many_facts_and_places_as_for_few(self):
        counts = []
        for number in range(12):
            if number == 1:
                # The first page with rows of every kind asks for their content types, which Django then remembers.
                self.client.get(self.page)
            if number in {2, 11}:
                with CaptureQueriesContext(connection) as queries:
                    self.client.get(self.page)
                counts.append(len(queries))
            make.trivia(self.film)
            make.quote(self.film)
            make.storyline(self.film)
            FilmingLocation.objects.create(film=self.film, place=f"Town {number}")
        self.assertEqual(counts[0], counts[1])
