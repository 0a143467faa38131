from django.test import TestCase
from django.urls import reverse

from catalog.models import Award, AwardBody, Country, Credit, Feature, Film, Genre, Nomination
from tests import make
from tests.admin_form import fields_of


class CatalogueAdminTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.editor()
        cls.film, cls.other_film = make.film(), make.film("Another")
        cls.person = make.person("Ada Quill")
        cls.credit = make.credit(cls.film, cls.person)

    def setUp(self):
        self.client.force_login(self.editor)

    def page(self, row, action="change"):
        return reverse(f"admin:catalog_{row._meta.model_name}_{action}", args=[row.pk])

    def save(self, page, **changes):
        return self.client.post(page, fields_of(self.client.get(page)) | changes)

    def add(self, model_name, /, **fields):
        return self.save(reverse(f"admin:catalog_{model_name}_add"), **fields)

    def assert_touches(self, *films):
        """The films, and no others, have another version after the block than before."""
        return _Touches(self, films)


class _Touches:
    def __init__(self, test, films):
        self.test, self.films = test, films

    def __enter__(self):
        self.before = dict(Film.objects.values_list("pk", "version"))

    def __exit__(self, error, *details):
        if error is None:
            after = dict(Film.objects.values_list("pk", "version"))
            touched = {pk for pk, version in after.items() if version != self.before.get(pk)}
            self.test.assertEqual(touched, {film.pk for film in self.films})


class PersonTests(CatalogueAdminTestCase):
    def test_a_new_name_is_found_and_changes_the_films_it_stands_on(self):
        with self.assert_touches(self.film):
            self.assertEqual(self.save(self.page(self.person), name="Ada Čapková").status_code, 302)
        self.assertEqual(self.person.search_names.get().name, "ada capkova")

    def test_bad_dates_and_ids_are_refused_with_a_sentence(self):
        cases = {"born": "1942-13", "died": "yesterday", "imdb_id": "42"}
        sentences = {"born": "Write a date as", "died": "Write a date as", "imdb_id": "looks like nm0000001"}
        for name, value in cases.items():
            with self.subTest(name):
                self.assertContains(self.save(self.page(self.person), **{name: value}), sentences[name])

    def test_two_people_without_an_imdb_id_are_no_contradiction(self):
        make.person("Bo Quill")
        self.assertEqual(self.save(self.page(self.person), birth_place="Wales").status_code, 302)

    def test_choosing_a_person_offers_names_without_regard_to_accents(self):
        make.person("Éric Rohmer")
        query = {"app_label": "catalog", "model_name": "credit", "field_name": "person", "term": "eric"}
        response = self.client.get(reverse("admin:autocomplete"), query)
        self.assertEqual([row["text"] for row in response.json()["results"]], ["Éric Rohmer"])


class TermTests(CatalogueAdminTestCase):
    def test_a_renamed_genre_changes_its_films(self):
        genre = Genre.objects.create(name="Western", slug="western")
        self.film.genres.add(genre)
        with self.assert_touches(self.film):
            self.save(self.page(genre), name="Wild West")

    def test_a_renamed_country_changes_the_films_it_is_named_on(self):
        country = Country.objects.create(name="Wales", slug="wales")
        self.film.certificates.create(country=country, certificate="12")
        self.other_film.alternative_titles.create(country=country, title="Y Ffordd")
        with self.assert_touches(self.film, self.other_film):
            self.save(self.page(country), name="Cymru")

    def test_a_deleted_genre_changes_its_films(self):
        genre = Genre.objects.create(name="Western", slug="western")
        self.film.genres.add(genre)
        with self.assert_touches(self.film):
            self.client.post(self.page(genre, "delete"), {"post": "yes"})
        self.assertFalse(Genre.objects.exists())

    def test_several_deleted_genres_change_their_films(self):
        genres = [Genre.objects.create(name=name, slug=name) for name in ("a", "b")]
        self.film.genres.add(genres[0])
        fields = {"action": "delete_selected", "_selected_action": [genre.pk for genre in genres], "post": "yes"}
        with self.assert_touches(self.film):
            self.client.post(reverse("admin:catalog_genre_changelist"), fields)
        self.assertFalse(Genre.objects.exists())


class CreditTests(CatalogueAdminTestCase):
    def test_a_changed_credit_changes_its_film(self):
        with self.assert_touches(self.film):
            self.save(self.page(self.credit), character="Ann")

    def test_a_credit_stays_with_its_film(self):
        self.save(self.page(self.credit), film=self.other_film.pk)
        self.credit.refresh_from_db()
        self.assertEqual(self.credit.film, self.film)

    def test_the_same_credit_twice_is_refused(self):
        fields = {"film": self.film.pk, "person": self.person.pk, "job": "actor", "billing": "1"}
        self.assertEqual(self.add("credit", **fields).status_code, 200)
        self.assertEqual(Credit.objects.count(), 1)


class AwardTests(CatalogueAdminTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.body = AwardBody.objects.create(name="Circle of Walkers", slug="walkers")
        cls.award = Award.objects.create(body=cls.body, name="Best Road", slug="road")

    def test_a_body_comes_with_its_categories(self):
        fields = {"awards-0-name": "Best Boots", "awards-0-slug": "boots", "awards-0-position": "1"}
        self.assertEqual(self.add("awardbody", name="Academy", slug="academy", **fields).status_code, 302)
        self.assertEqual(AwardBody.objects.get(slug="academy").awards.get().name, "Best Boots")

    def test_a_nomination_changes_the_films_it_names_and_those_it_named(self):
        fields = {"award": self.award.pk, "ceremony_year": "1963", "film_year": "1962", "films": [self.film.pk]}
        with self.assert_touches(self.film):
            self.assertEqual(self.add("nomination", **fields).status_code, 302)
        nomination = Nomination.objects.get()
        with self.assert_touches(self.film, self.other_film):
            self.save(self.page(nomination), films=[self.other_film.pk])

    def test_a_nomination_names_somebody_or_something(self):
        response = self.add("nomination", award=self.award.pk, ceremony_year="1963", film_year="1962")
        self.assertContains(response, "Name a film or a person.")

    def test_a_ceremony_before_the_film_is_refused_with_a_sentence(self):
        fields = {"award": self.award.pk, "ceremony_year": "1961", "film_year": "1962", "film_title": "Road"}
        response = self.add("nomination", **fields)
        self.assertContains(response, "A ceremony cannot be earlier than the year of the film.")

    def test_a_category_is_chosen_by_its_name_or_its_bodys(self):
        query = {"app_label": "catalog", "model_name": "nomination", "field_name": "award", "term": "walkers road"}
        response = self.client.get(reverse("admin:autocomplete"), query)
        self.assertEqual(len(response.json()["results"]), 1)


class FeatureTests(CatalogueAdminTestCase):
    def feature_fields(self, **more):
        dates = {"starts_at_0": "2026-05-01", "starts_at_1": "00:00:00"}
        return {"title": "Roads", "slug": "roads", "teaser": "Walk.", "body": "Long.", **dates, **more}

    def test_a_feature_comes_with_its_entries_in_order(self):
        people = [make.person(f"Walker {number}").pk for number in range(2)]
        rows = {f"entries-{index}-person": pk for index, pk in enumerate(people)}
        rows |= {"entries-TOTAL_FORMS": "2", "entries-0-position": "7", "entries-1-position": "3"}
        self.assertEqual(self.add("feature", **self.feature_fields(), **rows).status_code, 302)
        entries = Feature.objects.get().entries.values_list("position", "person")
        self.assertEqual(list(entries), [(1, people[1]), (2, people[0])])

    def test_a_feature_changes_the_films_it_is_promoted_on(self):
        with self.assert_touches(self.film):
            self.add("feature", **self.feature_fields(promoted_films=[self.film.pk]))
        with self.assert_touches(self.film, self.other_film):
            self.save(self.page(Feature.objects.get()), promoted_everywhere="on")

    def test_an_entry_names_somebody_or_something(self):
        response = self.add("feature", **self.feature_fields(), **{"entries-0-caption": "Nobody at all"})
        self.assertContains(response, "Name a person or a film.")

    def test_the_end_comes_after_the_start(self):
        response = self.add("feature", **self.feature_fields(ends_at_0="2026-04-01", ends_at_1="00:00:00"))
        self.assertContains(response, "The end has to be after the start.")

    def test_what_was_typed_into_a_form_that_came_back_is_saved(self):
        self.add("feature", **self.feature_fields())
        page = self.page(Feature.objects.get())
        refused = self.save(page, starts_at_0="2026-06-01", ends_at_0="2026-05-01", ends_at_1="00:00:00")
        self.assertContains(refused, "The end has to be after the start.")
        self.client.post(page, fields_of(refused) | {"ends_at_0": "", "ends_at_1": ""})
        self.assertEqual(f"{Feature.objects.get().starts_at:%Y-%m-%d}", "2026-06-01")

    def test_a_feature_too_long_for_one_form_has_a_list_of_its_entries(self):
        self.add("feature", **self.feature_fields())
        feature = Feature.objects.get()
        for position in range(1, 82):
            feature.entries.create(position=position, film_title="Road")
        page = self.client.get(self.page(feature))
        self.assertNotIn("entries-TOTAL_FORMS", fields_of(page))
        self.assertContains(page, "81 entries")
        entry_list = reverse("admin:catalog_featureentry_changelist")
        self.assertEqual(self.client.get(entry_list, {"feature__id__exact": feature.pk}).status_code, 200)
