from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Reviews and moderation"

    def ready(self):
        from allauth.account import signals

        from reviews.confirmation import count_or_not

        for signal in (signals.email_confirmed, signals.email_removed):
            signal.connect(count_or_not)
