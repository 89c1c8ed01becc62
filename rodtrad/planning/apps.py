from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "rodtrad.planning"
    label = "planning"

    def ready(self) -> None:
        from rodtrad.core.checks import register as register_rules
        from rodtrad.core.events import register as register_events
        from rodtrad.core.outbox.kinds import register as register_letters
        from rodtrad.core.version_content import register
        from rodtrad.planning.events import planning_events
        from rodtrad.planning.operations import announce, letters, letters_taken_back
        from rodtrad.planning.queries.head import plan_part
        from rodtrad.planning.queries.strategy_part import strategy_part
        from rodtrad.planning.rules import PLANNING_RULES

        register("plan", plan_part)
        register("strategy", strategy_part)
        register_rules(PLANNING_RULES)
        register_events("planning", planning_events, over=("plans",))
        register_letters(announce.ADOPTED, letters.ADOPTED_TELLING)
        register_letters(announce.REPEALED, letters.REPEALED_TELLING)
        register_letters(announce.HEARD, letters.HEARD_TELLING)
        register_letters(announce.TAKEN_BACK, letters_taken_back.TAKEN_BACK_TELLING)
        register_letters(announce.RESTORED, letters_taken_back.RESTORED_TELLING)
