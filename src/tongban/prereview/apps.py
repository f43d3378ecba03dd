from django.apps import AppConfig


class PrereviewConfig(AppConfig):
    name = "tongban.prereview"
    label = "prereview"
    default_auto_field = "django.db.models.BigAutoField"
