from datetime import date
from itertools import product
from random import Random

from django.test import SimpleTestCase

from reviews.bar_chart import columns
from reviews.small_numbers import Count, Split, count, middle, percent_of_all, total


class SmallNumbersTests(SimpleTestCase):
    def test_one_and_two_are_fewer_than_three_and_none_is_none(self):
        self.assertEqual([count(number).published for number in range(5)], [0, "<3", "<3", 3, 4])

    def test_a_total_tells_no_small_number(self):
        """Whatever a reader knows: for every number that is not told, more than one is possible behind what is."""
        for numbers in product(range(5), repeat=4):
            shown, whole = tuple(map(count, numbers)), total(numbers)
            self.assertTrue(whole.low <= sum(numbers) <= whole.high)
            possible = [
                other for other in product(*(range(cell.low, cell.high + 1) for cell in shown)) if total(other) == whole
            ]
            for place, cell in enumerate(shown):
                if not cell.is_exact:
                    self.assertEqual({other[place] for other in possible}, {1, 2}, numbers)

    def test_a_total_is_exact_where_it_gives_nothing_away(self):
        self.assertEqual(total([5, 0, 3]).published, 8)
        self.assertEqual(total([5, 1, 2]).published, 8)
        self.assertEqual(total([5, 1]).published, "6 to 7")
        self.assertEqual(total([5, 1, 1]).published, "7 to 9")
        self.assertEqual(total([2]).published, "<3")
        self.assertEqual(total([]).published, 0)

    def test_a_share_never_says_of_one_or_two_that_they_are_on_a_side(self):
        for whole in range(12):
            for part in range(whole + 1):
                told = Split(part, whole).percent is not None
                self.assertEqual(told, whole >= 3 and part not in {1, 2} and whole - part not in {1, 2})

    def test_the_share_of_all_does_not_tell_the_one_that_is_not_told(self):
        self.assertEqual(percent_of_all([Split(3, 6), Split(5, 10)]), 50)
        self.assertIsNone(percent_of_all([Split(3, 6), Split(1, 6)]))
        self.assertIsNone(percent_of_all([Split(3, 6), Split(1, 6), Split(1, 6)]))
        self.assertEqual(percent_of_all([Split(3, 6), Split(1, 4), Split(2, 4)]), 43)
        self.assertIsNone(percent_of_all([]))

    def test_the_middle_of_one_or_two_is_not_told(self):
        self.assertIsNone(middle([4, 5], 1))
        self.assertEqual(middle([1, 2, 40.04], 1), 2)
        self.assertEqual(middle([1, 2, 3, 40], 1), 2.5)


class BarChartTests(SimpleTestCase):
    def test_bars_stay_within_the_picture_and_their_numbers_above_them(self):
        random = Random(7)
        for _ in range(50):
            months = [date(2025, month, 1) for month in range(1, random.randint(2, 13))]
            values = [[count(random.randint(0, random.choice([2, 9, 4000]))) for _ in months] for _ in range(2)]
            for column in columns(months, ("one", values[0]), ("two", values[1])):
                for bar in column.bars:
                    y, height, x, width = (
                        float(measure.rstrip("%")) for measure in (bar.y, bar.height, bar.x, bar.width)
                    )
                    self.assertTrue(x >= 0 and x + width <= 100 and y >= 11.9 and y + height <= 86.1)
                    self.assertGreater(height, 0)

    def test_what_is_not_exact_is_pale_and_says_so(self):
        (column,) = columns([date(2025, 1, 1)], ("bar", [Count(6, 7)]))
        self.assertEqual([bar.kind for bar in column.bars], ["bar", "bar bar-chart__perhaps"])
        self.assertEqual(column.label, "6+")

    def test_a_month_without_anything_has_no_bar_and_no_number(self):
        (column,) = columns([date(2025, 1, 1)], ("bar", [None]))
        self.assertEqual((column.bars, column.label), ([], ""))
