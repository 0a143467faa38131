from django import forms

from catalog import images, posters
from catalog.models import Film


class FilmForm(forms.ModelForm):
    """A film as editors enter it; the poster comes as a file and is kept by catalog.pictures."""

    new_poster = forms.FileField(
        required=False,
        label="Poster",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
        help_text="A JPEG, PNG, WebP or AVIF file of at most 5 MB and 25 megapixels, about 2 to 3.",
    )
    remove_poster = forms.BooleanField(required=False, label="Take the poster away")
    imdb_id = forms.RegexField(
        r"^tt[0-9]{7,9}$",
        label="IMDb id",
        required=False,
        empty_value=None,
        error_messages={"invalid": "An IMDb id of a film looks like tt0095963."},
    )
    wikidata_id = forms.RegexField(
        r"^Q[1-9][0-9]{0,10}$",
        label="Wikidata id",
        required=False,
        empty_value=None,
        error_messages={"invalid": "A Wikidata id looks like Q42."},
    )
    runtime_minutes = forms.IntegerField(min_value=1, max_value=30_000, required=False)

    class Meta:
        model = Film
        fields = []
        widgets = {
            "genres": forms.CheckboxSelectMultiple,
            "outline": forms.Textarea(attrs={"rows": 3, "maxlength": 239}),
        }

    def clean_new_poster(self):
        """The poster ready to be kept. Raises ValidationError with what is wrong with the file."""
        upload = self.cleaned_data["new_poster"]
        return images.prepare(upload) if upload else None

    def clean(self):
        data = super().clean()
        if "title" in self.changed_data and "sort_title" not in self.changed_data:
            # Made anew from the new title by Film.refresh_keys().
            data["sort_title"] = ""
        return data

    def keep_poster(self):
        if poster := self.cleaned_data.get("new_poster"):
            posters.store_poster(self.instance, poster)
        elif self.cleaned_data.get("remove_poster"):
            posters.remove_poster(self.instance)
