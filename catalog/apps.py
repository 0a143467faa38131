from django.apps import AppConfig
from django.db.models.signals import pre_save


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = "Catalogue"

    def ready(self):
        from catalog import history

        for model in history.TRACKED.values():
            pre_save.connect(history.keep_first_version, sender=model)
