from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from catalog import images, pictures
from catalog.admin.common import CatalogueAdmin, NeverDeleted, Rows, TouchesFilms
from catalog.models import EditLock, Film, Picture

WORDS = ["alt", "caption", "licence", "credit", "source", "people"]


def thumbnail_of(file, *, has_variants, css_class):
    """A picture as the admin shows it, small where its smaller files are there; nothing without a file."""
    if not file:
        return ""
    name = pictures.variant_name(file.name, 180, "webp") if has_variants else file.name
    return format_html('<img class="{}" src="{}" alt="" loading="lazy">', css_class, file.storage.url(name))


class PictureForm(forms.ModelForm):
    """What is said of a picture; of a new one also the file."""

    new_file = forms.FileField(
        label="File",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
        help_text="A JPEG, PNG, WebP or AVIF file of at most 5 MB and 25 megapixels.",
    )

    class Meta:
        model = Picture
        fields = ["kind", "film", "person", *WORDS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["new_file"]

    def clean_new_file(self):
        """The picture ready to be kept. Raises ValidationError with what is wrong with the file."""
        return images.prepare(self.cleaned_data["new_file"])


@admin.register(Picture)
class PictureAdmin(NeverDeleted, TouchesFilms, CatalogueAdmin):
    """All pictures: what is said of them, who is to be seen, and which of them stand for a film or a person."""

    form = PictureForm
    autocomplete_fields = ["film", "person", "people"]
    list_display = ["thumbnail", "subject", "kind", "alt", "licence", "credit", "state", "stands_for_it"]
    list_display_links = ["thumbnail", "subject"]
    list_filter = ["kind", "state", "licence"]
    list_select_related = ["film", "person"]
    search_fields = ["film__title", "person__name", "alt", "caption", "credit"]
    ordering = ["-pk"]
    actions = ["make_main"]

    def get_queryset(self, request):
        """All but those that members have chosen and not sent."""
        return super().get_queryset(request).exclude(state=Picture.State.DRAFT)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["kind", "film", "person", "new_file", *WORDS]
        return ["picture_now", "kind", "film", "person", "state", "contributor", *WORDS]

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["picture_now", "kind", "film", "person", "state", "contributor"]

    def films_of(self, picture):
        return Film.objects.filter(pk=picture.film_id)

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            return
        said = {name: form.cleaned_data[name] for name in ("kind", "film", "person", *WORDS) if name != "people"}
        kept = Picture.objects.keep(form.cleaned_data["new_file"], **said, state=Picture.State.PENDING)
        kept.publish()
        # The form goes on with its own row, which is this one.
        obj.pk, obj.state, obj._state.adding = kept.pk, kept.state, False

    @admin.action(description="Show as the film’s poster or the person’s portrait", permissions=["change"])
    def make_main(self, request, chosen):
        for picture in chosen:
            try:
                EditLock.objects.refuse_locked(picture.subject)
                picture.make_main()
            except ValidationError as refusal:
                self.message_user(request, f"{picture}: {refusal.messages[0]}", messages.ERROR)
            else:
                self.message_user(request, f"{picture.subject} is shown with this picture now.", messages.SUCCESS)

    @admin.display(description="")
    def thumbnail(self, picture):
        return thumbnail_of(picture.file, has_variants=picture.has_variants, css_class="catalog-thumbnail") or "–"

    @admin.display(description="Of")
    def subject(self, picture):
        return picture.subject

    @admin.display(description="Stands for it", boolean=True)
    def stands_for_it(self, picture):
        return picture.is_main

    @admin.display(description="Now")
    def picture_now(self, picture):
        shown = thumbnail_of(picture.file, has_variants=False, css_class="catalog-poster")
        return shown or "Its files are gone."


class PictureInline(Rows):
    """A film's posters and stills, each with what is said of it; they are added on their own page."""

    model = Picture
    fields = ["thumbnail", "kind", "alt", "licence", "credit", "source"]
    readonly_fields = ["thumbnail", "kind"]
    ordering = ["kind", "pk"]
    verbose_name_plural = "Posters and stills"
    show_change_link = True
    can_delete = False
    max_num = 0

    def get_queryset(self, request):
        return super().get_queryset(request).filter(state=Picture.State.PUBLISHED)

    def has_add_permission(self, request, obj):
        return False

    @admin.display(description="")
    def thumbnail(self, picture):
        return thumbnail_of(picture.file, has_variants=picture.has_variants, css_class="catalog-thumbnail")
