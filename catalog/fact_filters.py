"""How a page of facts is put in order and cut off: for somebody who has seen the film up to a minute."""

from django import forms
from django.db.models import Count, Q

LONGEST = 999


class FactFilters(forms.Form):
    """What a reader of facts chose. An order that does not exist is as good as none."""

    sort = forms.ChoiceField(
        label="Order", required=False, choices=[("", "Most interesting first"), ("film", "As in the film")]
    )
    until = forms.IntegerField(
        label="Only up to minute",
        required=False,
        min_value=0,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
    )

    def __init__(self, query, rows):
        super().__init__(query)
        self.is_valid()
        self.rows = rows
        self.is_in_film_order = self.cleaned_data.get("sort") == "film"
        self.minute = self.cleaned_data.get("until")
        so_far = Q(minute__lte=-1 if self.minute is None else self.minute)
        counts = {"all": Count("pk"), "timed": Count("minute"), "so_far": Count("pk", filter=so_far)}
        self.counts = rows.aggregate(**counts)

    @property
    def are_offered(self) -> bool:
        """Only where the minute of some fact is known is there anything to choose."""
        return self.counts["timed"] > 0 or self.is_in_film_order or "until" in self.data

    @property
    def facts(self):
        """The facts that fit, in the order chosen."""
        rows = self.rows if self.minute is None else self.rows.filter(minute__lte=self.minute)
        return rows.in_film_order() if self.is_in_film_order else rows.in_order()

    @property
    def number(self) -> int:
        return self.counts["all" if self.minute is None else "so_far"]

    @property
    def later(self) -> int:
        """How many are left out because they come later in the film."""
        return self.counts["timed"] - self.counts["so_far"]

    @property
    def untimed(self) -> int:
        """How many are left out because nobody has noted their minute."""
        return self.counts["all"] - self.counts["timed"]
