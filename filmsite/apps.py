from django.apps import AppConfig


class FilmsiteConfig(AppConfig):
    name = "filmsite"
