"""What the database itself refuses, whoever asks: each test tries to break one constraint."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import TestCase
from django.utils import timezone

from catalog.models import (
    AlternativeTitle,
    AwardBody,
    Certificate,
    Country,
    Credit,
    FilmingLocation,
    Genre,
    Language,
    Person,
    SearchName,
)
from tests import make


class ConstraintTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.person = make.person()

    def refuses(self, name, break_it, /, *args, **fields):
        """SQLite names the columns of a unique constraint and not the constraint, so `name` is a part of either."""
        with self.assertRaises(IntegrityError) as refused, transaction.atomic():
            break_it(*args, **fields)
        self.assertRegex(str(refused.exception), name)

    def refuses_change(self, row, name, /, **fields):
        self.refuses(name, type(row).objects.filter(pk=row.pk).update, **fields)


class FilmTests(ConstraintTests):
    def test_a_film_has_a_title(self):
        self.refuses_change(self.film, "film_has_title", title="")

    def test_a_films_year_is_plausible(self):
        for year in (1869, 2151):
            self.refuses_change(self.film, "film_year_is_plausible", year=year)

    def test_a_release_date_is_a_partial_date(self):
        for date in ("1988-13", "1988-06-32", "88", "June 1988", "1988-6", "1988-06-"):
            self.refuses_change(self.film, "release_date_is_partial_date", release_date=date)

    def test_a_runtime_is_plausible(self):
        self.refuses_change(self.film, "runtime_is_plausible", runtime_minutes=0)

    def test_the_sum_of_ratings_fits_their_number(self):
        for total in (1, 21):
            self.refuses_change(self.film, "rating_sum_fits_count", rating_count=2, rating_sum=total)

    def test_an_imdb_id_has_its_form(self):
        for number in ("tt123", "nm0000001", "0095963", ""):
            self.refuses_change(self.film, "imdb_id_form", imdb_id=number)

    def test_a_wikidata_id_has_its_form(self):
        for number in ("Q0", "42", ""):
            self.refuses_change(self.film, "wikidata_id_form", wikidata_id=number)

    def test_two_films_never_share_an_outside_id(self):
        ids = {"imdb_id": "tt0095963", "tmdb_id": 9604, "wikidata_id": "Q42"}
        make.film(**ids)
        for field, value in ids.items():
            self.refuses_change(self.film, field, **{field: value})

    def test_many_films_may_have_no_outside_id(self):
        make.film()
        make.film()


class PersonTests(ConstraintTests):
    def test_a_person_has_a_name(self):
        self.refuses_change(self.person, "person_has_name", name="")

    def test_a_persons_dates_are_partial_dates(self):
        for field in ("born", "died"):
            self.refuses_change(self.person, "person_dates_are_partial_dates", **{field: "ca. 1900"})

    def test_a_persons_imdb_id_has_its_form(self):
        for number in ("tt0000001", ""):
            self.refuses_change(self.person, "person_imdb_id_form", imdb_id=number)

    def test_two_people_never_share_an_imdb_id(self):
        make.person(imdb_id="nm0000001")
        self.refuses_change(self.person, "imdb_id", imdb_id="nm0000001")

    def test_a_person_with_credits_cannot_be_deleted(self):
        make.credit(self.film, self.person)
        with self.assertRaises(ProtectedError):
            Person.objects.get(pk=self.person.pk).delete()


class CreditTests(ConstraintTests):
    def test_the_same_credit_is_given_once(self):
        make.credit(self.film, self.person, character="Ann")
        self.refuses("credit_once|character", make.credit, self.film, self.person, character="Ann")

    def test_one_person_may_play_two_parts(self):
        make.credit(self.film, self.person, character="Ann")
        make.credit(self.film, self.person, character="Her twin")

    def test_only_the_cast_plays_characters(self):
        self.refuses("only_cast_plays_characters", make.credit, self.film, self.person, "director", character="Ann")

    def test_billing_counts_from_one(self):
        self.refuses("billing_counts_from_one", make.credit, self.film, self.person, billing=0)

    def test_a_credit_belongs_to_a_film(self):
        self.refuses("film_id", Credit.objects.create, person=self.person, job="actor")


class AwardTests(ConstraintTests):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.award = make.award("Golden Reels", "Best Film")

    def test_two_bodies_never_share_a_name_or_an_address(self):
        self.refuses("name", AwardBody.objects.create, name="Golden Reels", slug="other")
        self.refuses("slug", AwardBody.objects.create, name="Other", slug="golden-reels")

    def test_a_category_stands_once_in_its_body(self):
        self.refuses("award_once_per_body|slug", self.award.body.awards.create, name="Best Film!", slug="best-film")

    def test_two_bodies_may_have_the_same_category(self):
        self.assertNotEqual(make.award("Silver Reels", "Best Film"), self.award)

    def test_a_ceremony_is_not_earlier_than_the_film(self):
        self.refuses("ceremony_not_before_film", make.nomination, self.award, 1970, film_year=1971)

    def test_the_year_of_a_nominated_film_is_plausible(self):
        self.refuses("nominated_film_year_is_plausible", make.nomination, self.award, 1970, film_year=1869)
        self.refuses("nominated_film_year_is_plausible", make.nomination, self.award, 2152, film_year=2151)


class FeatureTests(ConstraintTests):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.feature = make.feature("Roads")
        cls.feature.entries.create(position=1, film=cls.film)

    def test_two_features_never_share_an_address(self):
        self.refuses("slug", make.feature, "Other", slug="roads")

    def test_a_feature_ends_after_it_starts(self):
        now = timezone.now()
        for end in (now, now - timedelta(days=1)):
            self.refuses("feature_ends_after_it_starts", make.feature, "Never", starts_at=now, ends_at=end)

    def test_two_entries_never_stand_in_the_same_place(self):
        create = self.feature.entries.create
        self.refuses("one_entry_per_position|position", create, position=1, person=self.person)

    def test_an_entry_names_somebody_or_something(self):
        create = self.feature.entries.create
        self.refuses("entry_names_somebody_or_something", create, position=2, caption="Nothing at all")

    def test_a_film_that_a_feature_shows_cannot_be_deleted(self):
        with self.assertRaises(ProtectedError):
            self.film.delete()


class FilmFactsTests(ConstraintTests):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.country = Country.objects.create(name="Wales", slug="wales")

    def test_an_alternative_title_stands_once(self):
        title = {"film": self.film, "title": "Die lange Straße"}
        AlternativeTitle.objects.create(**title)
        self.refuses("alternative_title_once", AlternativeTitle.objects.create, **title)
        with self.assertRaisesMessage(ValidationError, "This title is there already."):
            AlternativeTitle(**title).full_clean()

    def test_the_same_title_may_be_used_in_another_country(self):
        for country in (None, self.country):
            AlternativeTitle.objects.create(film=self.film, title="Road", country=country)

    def test_a_certificate_stands_once(self):
        certificate = {"film": self.film, "country": self.country, "certificate": "12A"}
        Certificate.objects.create(**certificate)
        self.refuses("certificate_once|certificate", Certificate.objects.create, **certificate)

    def test_a_certificate_is_not_empty(self):
        create = Certificate.objects.create
        self.refuses("certificate_not_empty", create, film=self.film, country=self.country, certificate="")

    def test_a_filming_location_stands_once(self):
        place = {"film": self.film, "place": "Brecon"}
        FilmingLocation.objects.create(**place)
        self.refuses("filming_location_once|place", FilmingLocation.objects.create, **place, as_place="Moscow")

    def test_genres_countries_and_languages_have_names_and_addresses_of_their_own(self):
        for model in (Genre, Country, Language):
            model.objects.create(name="Drama", slug="drama")
            self.refuses("name", model.objects.create, name="Drama", slug="other")
            self.refuses("slug", model.objects.create, name="Other", slug="drama")


class SearchNameTests(ConstraintTests):
    def test_a_search_name_is_of_a_film_or_a_person(self):
        create = SearchName.objects.create
        self.refuses("search_name_of_film_or_person", create, name="nobody")
        self.refuses("search_name_of_film_or_person", create, name="both", film=self.film, person=self.person)

    def test_a_film_and_a_person_have_a_name_once(self):
        create = SearchName.objects.create
        self.refuses("search_name_once_per_film|film", create, name="the long road", film=self.film)
        self.refuses("search_name_once_per_person|person", create, name="ada quill", person=self.person)
