from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "rodtrad.goals"
    label = "goals"

    def ready(self) -> None:
        from rodtrad.core import leavers, search, version_content
        from rodtrad.core.checks import register
        from rodtrad.goals.operations.leavers import THREAD_HOLDING
        from rodtrad.goals.queries.version_parts import elements_part, levels_part
        from rodtrad.goals.rules import GOAL_RULES
        from rodtrad.goals.search_documents import CONFLICTS, ELEMENTS

        leavers.register(THREAD_HOLDING)
        register(GOAL_RULES)
        search.register(ELEMENTS)
        search.register(CONFLICTS)
        version_content.register("elements", elements_part)
        version_content.register("levels", levels_part)
