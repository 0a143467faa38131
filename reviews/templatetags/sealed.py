"""What a moderator's page asks about the sealed texts of a case."""

from django import template

from reviews import sealed

register = template.Library()

register.filter("sealed_texts", sealed.texts)
register.filter("withheld_versions", sealed.withheld)
