from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from catalog.models import Feature
from tests import make


class LayoutTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.feature = make.feature()
        cls.feature.entries.create(position=1, film=make.film(), caption="A long one.")

    def test_each_layout_has_a_look_of_its_own(self):
        for layout in Feature.Layout:
            Feature.objects.update(layout=layout)
            self.assertContains(self.client.get(self.feature.get_absolute_url()), f"feature-entries--{layout}")

    def test_the_number_of_queries_is_the_same_for_few_and_many_entries(self):
        address = self.feature.get_absolute_url()
        with self.assertNumQueries(2):
            self.client.get(address)
        for position in range(2, 12):
            self.feature.entries.create(position=position, person=make.person(f"Ada {position}"))
        with self.assertNumQueries(2):
            self.client.get(address)


class PlannedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.feature = make.feature(starts_at=timezone.now() + timedelta(days=3))

    def test_readers_do_not_know_of_it(self):
        for reader in (None, make.member(), make.moderator()):
            if reader:
                self.client.force_login(reader)
            self.assertEqual(self.client.get(self.feature.get_absolute_url()).status_code, 404)

    def test_an_editor_reads_it_with_a_notice(self):
        self.client.force_login(make.editor())
        self.assertContains(self.client.get(self.feature.get_absolute_url()), "Readers see it from")

    def test_one_that_is_over_says_when_it_ended(self):
        past = timezone.now() - timedelta(days=3)
        Feature.objects.update(starts_at=past, ends_at=past + timedelta(days=1))
        self.client.force_login(make.editor())
        self.assertContains(self.client.get(self.feature.get_absolute_url()), "It ended on")


class EditorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor, cls.feature = make.editor(), make.feature()
        cls.page = f"/admin/catalog/feature/{cls.feature.pk}/change/"
        cls.form = {
            "title": "Roads",
            "slug": "roads",
            "teaser": "A look back at roads.",
            "body": "Roads go on.",
            "layout": "ranked",
            "starts_at_0": "2026-01-01",
            "starts_at_1": "08:00",
            "entries-TOTAL_FORMS": "0",
            "entries-INITIAL_FORMS": "0",
        }

    def test_saving_and_looking_at_it_is_one_step(self):
        self.client.force_login(self.editor)
        answer = self.client.post(self.page, self.form | {"_preview": "1"})
        self.assertRedirects(answer, self.feature.get_absolute_url())
        self.assertEqual(Feature.objects.get().layout, "ranked")

    def test_it_says_on_how_many_pages_it_may_stand(self):
        self.feature.promoted_films.add(make.film("A"), make.film("B"))
        self.client.force_login(self.editor)
        self.assertContains(self.client.get(self.page), "2 film pages.")
