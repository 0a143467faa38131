from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from catalog.models import Contribution, Picture
from reviews import erasure
from reviews.models.revision import ERASED
from tests import make
from tests.making.contributions import sent
from tests.making.pictures import picture


class ErasedContributionTests(TestCase):
    """What was removed is erased where it was sent, too."""

    @classmethod
    def setUpTestData(cls):
        cls.film, cls.nora, cls.edna = make.film(), make.member("nora"), make.editor()

    def removed(self, row):
        make.decision(make.report(row).case)
        erasure.erase_due(timezone.now() + timedelta(days=216))

    def test_the_words_of_a_fact_a_quote_and_a_storyline_are_gone_with_their_source(self):
        for kind in ("trivia", "quote", "storyline"):
            contribution = sent(self.film, self.nora, kind, source="Ada Quill, seven Linden Street")
            contribution.accept(by=self.edna)
            with self.subTest(kind):
                self.removed(contribution.made)
                erased = Contribution.objects.get(pk=contribution.pk)
                self.assertEqual((erased.words.removeprefix("Ann: "), erased.source), (ERASED, ""))
                self.client.force_login(self.nora)
                self.assertContains(self.client.get(erased.get_absolute_url()), ERASED)

    def test_what_stands_on_the_site_keeps_its_words(self):
        contribution = sent(self.film, self.nora)
        contribution.accept(by=self.edna)
        self.removed(make.trivia(self.film))
        self.assertEqual(Contribution.objects.get().values, contribution.values)

    def test_the_description_of_a_picture_goes_with_its_files(self):
        self.removed(picture(self.film, caption="Seven Linden Street"))
        erased = Picture.objects.get()
        self.assertEqual((erased.alt, erased.caption, erased.file.name), (ERASED, "", ""))
