"""The demo's stills and portraits, drawn in code like its posters."""

from catalog.images import PreparedPicture, prepare
from catalog.models import Picture
from filmsite.demo.content import checked, read
from filmsite.demo.motifs import portraits, stills
from filmsite.demo.motifs.sheet import Sheet
from filmsite.demo.posters import finish

# What is said of every picture of the demo, its posters too.
OURS = {"licence": Picture.Licence.CC0, "credit": "Filmsite demo", "source": "Drawn in code for this demo."}
MOTIFS = {"stills": stills, "portraits": portraits}
KEYS = ("motif", "inks", "alt", "caption")


def entries() -> list:
    """What is to be drawn, as pairs of the kind and the entry."""
    file = read("pictures.toml")
    return [(kind, entry) for kind in MOTIFS for entry in file.entries(kind)]


def draw(kind, entry) -> PreparedPicture:
    """Ready to be kept."""
    inks = entry["inks"].split()
    sheet = Sheet(inks[0], MOTIFS[kind].SIZE)
    motif = getattr(MOTIFS[kind], entry["motif"], None)
    if motif is None or len(inks) != 4:
        raise entry.wrong("there is no such motif, or it has not four inks")
    motif(sheet, inks)
    return prepare(finish(sheet.image), fast=True)


def load_pictures(catalogue, drawn):
    """Keep what was `drawn`, triples of kind, entry and picture; the first portrait of a person stands for them."""
    for kind, entry, prepared in drawn:
        load_still(entry, prepared, catalogue) if kind == "stills" else load_portrait(entry, prepared, catalogue)


def load_still(entry, prepared, catalogue):
    entry.refuse_others("film", "people", *KEYS)
    film = catalogue.films.of(entry, "film")
    still = keep(prepared, entry, kind=Picture.Kind.STILL, film=film)
    still.people.add(*catalogue.people.all_of(entry, "people"))
    film.touch()


def load_portrait(entry, prepared, catalogue):
    entry.refuse_others("person", *KEYS)
    person = catalogue.people.of(entry, "person")
    portrait = keep(prepared, entry, kind=Picture.Kind.PORTRAIT, person=person)
    if person.portrait is None:
        portrait.make_main()


def keep(prepared, entry, **whose):
    about = {"alt": entry["alt"], "caption": entry.get("caption", ""), "state": Picture.State.PUBLISHED, **OURS}
    checked(Picture(**about, **whose, file="pictures/checked.jpg", width=1, height=1), entry)
    return Picture.objects.keep(prepared, **about, **whose)
