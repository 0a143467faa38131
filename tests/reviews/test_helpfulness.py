from django.test import SimpleTestCase

from reviews.helpfulness import wilson_lower_bound


class WilsonLowerBoundTests(SimpleTestCase):
    def test_known_values(self):
        known = {(1, 1): 0.2065, (3, 3): 0.4385, (10, 12): 0.5520, (28, 32): 0.7193, (60, 100): 0.5020, (0, 5): 0}
        for (positive, total), expected in known.items():
            with self.subTest(positive=positive, total=total):
                self.assertAlmostEqual(wilson_lower_bound(positive, total), expected, places=4)

    def test_without_votes_it_is_zero(self):
        self.assertEqual(wilson_lower_bound(0, 0), 0)

    def test_more_votes_of_the_same_share_count_for_more(self):
        self.assertGreater(wilson_lower_bound(600, 1000), wilson_lower_bound(60, 100))

    def test_all_that_nobody_found_helpful_is_equal(self):
        self.assertEqual({wilson_lower_bound(0, total) for total in range(50)}, {0})
