from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "tongban.project"
    label = "project"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist from here on; the wiring imports actions, which need them.
        from tongban.base.reactions import wire
        from tongban.project.wiring import WIRING

        wire(WIRING)
