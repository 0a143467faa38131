"""What merging films and merging people have in common."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.models import EditLock, QuoteLine


def refuse(kept, gone):
    """Raises ValidationError for what is no two rows, was merged before, or is locked."""
    if kept.pk == gone.pk:
        raise ValidationError("This is the same page. Choose another one.")
    if kept.merged_into_id or gone.merged_into_id:
        raise ValidationError("One of the two has been merged already.")
    EditLock.objects.refuse_locked(kept, gone)


def refuse_undo(merge):
    merge.refresh_from_db()
    if not merge.can_be_undone:
        raise ValidationError("A merge can be undone once, within 30 days.")
    if merge.kept.merged_into_id or merge.gone.merged_into_id != merge.kept.pk:
        raise ValidationError("The page that was kept has been merged since. Undo that first.")
    EditLock.objects.refuse_locked(merge.kept, merge.gone)


def end(merge, by):
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])


def join(gone, kept):
    """Let `gone`, and what was merged into it before, lead to `kept`; returns the ids of the latter."""
    model = type(gone)
    before = list(model.with_merged.filter(merged_into=gone).values_list("pk", flat=True))
    model.with_merged.filter(pk__in=[gone.pk, *before]).update(merged_into=kept)
    gone.search_names.all().delete()
    return before


def part(gone, before):
    model = type(gone)
    model.with_merged.filter(pk=gone.pk).update(merged_into=None)
    model.with_merged.filter(pk__in=before).update(merged_into=gone)


def fill(kept, gone, names) -> dict:
    """Give `kept` what only `gone` knows; returns those values. What can be there once is taken from `gone` first."""
    values = {name: getattr(gone, name) for name in names if getattr(gone, name) and not getattr(kept, name)}
    set_fields(gone, dict.fromkeys(once(gone, values)))
    kept._change_reason = f"Merged with {gone}"
    set_fields(kept, values)
    return values


def unfill(kept, gone, values):
    """Empty again what was filled in and is still what it was filled with, and give it back."""
    still = [name for name, value in values.items() if getattr(kept, name) == value]
    set_fields(kept, {name: None if kept._meta.get_field(name).null else "" for name in still})
    set_fields(gone, {name: values[name] for name in once(gone, still)})


def once(row, names) -> list[str]:
    return [name for name in names if row._meta.get_field(name).unique]


def set_fields(row, values):
    for name, value in values.items():
        setattr(row, name, value)
    if values:
        row.save(update_fields=list(values))


def point_quote_lines(equal) -> dict[str, int]:
    """Let whoever speaks be the credit that stays, of pairs of equal ones (gone, kept).

    Returns which line named which credit before.
    """
    before = {}
    for gone, kept in equal:
        lines = QuoteLine.objects.filter(credit=gone)
        before |= {str(pk): gone.pk for pk in lines.values_list("pk", flat=True)}
        lines.update(credit=kept)
    return before


def point_quote_lines_back(before: dict[str, int]):
    for line, credit in before.items():
        QuoteLine.objects.filter(pk=line).update(credit=credit)
