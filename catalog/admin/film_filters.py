from django.contrib import admin


class DecadeFilter(admin.SimpleListFilter):
    title = "decade"
    parameter_name = "decade"

    def lookups(self, request, model_admin):
        years = model_admin.model.objects.order_by("-year").values_list("year", flat=True).distinct()
        return [(decade, f"{decade}s") for decade in dict.fromkeys(year // 10 * 10 for year in years)]

    def queryset(self, request, films):
        value = self.value()
        if value and value.isdecimal() and len(value) == 4:
            return films.filter(year__range=(int(value), int(value) + 9))
        return films


class PosterFilter(admin.SimpleListFilter):
    title = "poster"
    parameter_name = "poster"

    def lookups(self, request, model_admin):
        return [("yes", "With a poster"), ("no", "Without a poster")]

    def queryset(self, request, films):
        match self.value():
            case "yes":
                return films.exclude(poster="")
            case "no":
                return films.filter(poster="")
        return films
