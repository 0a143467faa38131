"""What the pages about drafts need."""

from django import template
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

register = template.Library()


@register.filter
def moment(value):
    """To the minute, for what may have been saved just now; drafts.js puts it into the reader's own time."""
    words = date_format(localtime(value), "j F Y, H:i e")
    return format_html('<time datetime="{}" data-moment>{}</time>', value.isoformat(), words)
