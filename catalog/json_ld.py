"""Films and people in the words of schema.org, for search engines and whoever else reads pages by machine."""

from django.template.defaultfilters import floatformat

from filmsite.addresses import absolute

NAMED_CAST = 5


def movie(film, details, credits) -> dict:
    """A film as its page tells of it, from what the page has fetched already."""
    other_titles = [film.original_title, *(title["text"] for title in details["alternative_title"])]
    return known(
        {
            **mention(film),
            "alternateName": list(dict.fromkeys(title for title in other_titles if title and title != film.title)),
            "description": film.outline,
            "dateCreated": film.release_date or str(film.year),
            "director": people(credits["directors"]),
            "actor": people(credits["cast"])[:NAMED_CAST],
            "genre": [genre["text"] for genre in details["genre"]],
            "duration": duration(film.runtime_minutes),
            "contentRating": "".join(certificate["text"] for certificate in details["certificate"][:1]),
            "sameAs": elsewhere(film),
            "aggregateRating": score(film),
        }
    )


def mention(film) -> dict:
    """As much of a film as whatever speaks of it has to say."""
    image = absolute(film.poster.url) if film.shown_poster else ""
    return known({"@type": "Movie", "name": film.title, "url": absolute(film.get_absolute_url()), "image": image})


def known(data: dict) -> dict:
    """The data without what nobody knows: an empty value would be a statement too."""
    return {name: value for name, value in data.items() if value}


def people(credits) -> list[dict]:
    """The people of these credits, each once, though they may have played two parts."""
    persons = {credit.person_id: credit.person for credit in credits}.values()
    return [{"@type": "Person", "name": each.name, "url": absolute(each.get_absolute_url())} for each in persons]


def person(person, names, nominations) -> dict:
    """Somebody as their page tells of them: other names, life, portrait, and what they have won."""
    portrait = person.portrait if person.portrait and person.portrait.is_published else None
    won = [f"{each.award.body} {each.ceremony_year}: {each.called}" for each in nominations if each.won]
    return known(
        {
            "@type": "Person",
            "name": person.name,
            "url": absolute(person.get_absolute_url()),
            "alternateName": [name.name for name in names],
            "birthDate": person.born,
            "deathDate": person.died,
            "birthPlace": person.birth_place,
            "deathPlace": person.death_place,
            "image": absolute(portrait.file.url) if portrait else "",
            "award": won,
            "sameAs": person_elsewhere(person),
        }
    )


def person_elsewhere(person) -> list[str]:
    """The same person where others keep them."""
    return addresses(
        ("https://www.imdb.com/name/{}/", person.imdb_id), ("https://www.wikidata.org/wiki/{}", person.wikidata_id)
    )


def duration(minutes: int | None) -> str:
    """104 as PT1H44M."""
    hours, rest = divmod(minutes or 0, 60)
    written = (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")
    return f"PT{written}" if written else ""


def elsewhere(film) -> list[str]:
    """The same film where others keep it."""
    return addresses(
        ("https://www.imdb.com/title/{}/", film.imdb_id),
        ("https://www.themoviedb.org/movie/{}", film.tmdb_id),
        ("https://www.wikidata.org/wiki/{}", film.wikidata_id),
    )


def addresses(*places) -> list[str]:
    """The addresses of those places whose name for it is known."""
    return [address.format(name) for address, name in places if name]


def score(film) -> dict:
    """The score as the page prints it; nothing before there are ratings enough for one."""
    if film.score is None:
        return {}
    # "u": with a point in every language.
    value = float(floatformat(film.score, "1u"))
    return {"@type": "AggregateRating", "ratingValue": value, "ratingCount": film.rating_count, **SCALE}


# Without this, 5 is taken for the best there is.
SCALE = {"bestRating": 10, "worstRating": 1}
