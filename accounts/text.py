"""What members may type: plain text in one form, without the characters that break pages or read false."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

# Tab and line feed are text; every other control character is not, nor is half of a surrogate pair.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
LINE_BREAKS = re.compile(r"\r\n?|[\x85\u2028\u2029]")
# They turn the words around them round for the eye; languages written from the right do without.
BIDI_OVERRIDES = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
# No spelling needs more than two accents on a letter; piles of them cover the lines above and below.
MOST_MARKS = 2
MOST_MARKS_TYPED = 8


def clean_text(value: str) -> str:
    """The text as the site keeps it: NFC, lines ended by LF, no bidi overrides, at most two accents on a letter.

    Raises ValidationError for NUL and other control characters: nobody types them, and what they replaced is lost.
    """
    text = LINE_BREAKS.sub("\n", value)
    if CONTROL.search(text):
        raise ValidationError(
            "There are characters in this text that cannot be shown. Type it again, or paste it as plain text.",
            code="control_characters",
        )
    # Before NFC too, which takes hours for a megabyte of accents; no letter brings more of them, written one by one.
    letters = _without_piled_marks(BIDI_OVERRIDES.sub("", text), most=MOST_MARKS_TYPED)
    return _without_piled_marks(unicodedata.normalize("NFC", letters), most=MOST_MARKS)


def _without_piled_marks(text: str, most: int) -> str:
    kept, marks = [], 0
    for character in text:
        if unicodedata.combining(character):
            marks += 1
        elif unicodedata.category(character) not in INVISIBLE_BETWEEN_MARKS:
            marks = 0
        if marks <= most:
            kept.append(character)
    return "".join(kept)


# Joiners and the like: a pile of accents goes on behind them.
INVISIBLE_BETWEEN_MARKS = {"Cf", "Mn", "Me"}


class PlainTextField(forms.CharField):
    """A form field for what members write; a single line unless `multiline`.

    Lengths are counted in characters after cleaning, a line break as one. The browser is not told of them: it would cut
    off what is too long without a word.
    """

    default_error_messages = {
        "required": "Write something here.",
        "min_length": "At least %(limit_value)d characters are needed; there are %(show_value)d.",
        "max_length": "At most %(limit_value)d characters fit here; there are %(show_value)d.",
    }

    def __init__(self, *, multiline=False, **options):
        self.multiline = multiline
        if multiline:
            options.setdefault("widget", forms.Textarea)
        super().__init__(**options)

    def to_python(self, value):
        value = super().to_python(value)
        if value in self.empty_values:
            return value
        text = clean_text(value)
        return text.strip() if self.multiline else " ".join(text.split())

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        return {name: value for name, value in attrs.items() if name not in {"minlength", "maxlength"}}
