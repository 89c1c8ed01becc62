"""The words that plans announce their levels with, in bokmål, nynorsk and English, and where each role stands."""

#: Where each role stands from why to what, when no framework says so.
RANK = {
    "vision": 0,
    "value": 1,
    "guideline": 1,
    "perspective": 1,
    "focus_area": 1,
    "challenge": 2,
    "need": 2,
    "goal": 3,
    "goal_picture": 4,
    "theme": 4,
    "strategy": 5,
    "strategy_point": 6,
    "mission": 6,
    "measure": 7,
    "assignment": 8,
    "task": 9,
}
#: A goal below another goal.
SUB_GOAL = "delmal"
ROLES = {
    "visjon": "vision",
    "verdi": "value",
    "utfordring": "challenge",
    "behov": "need",
    "innsatsomrade": "focus_area",
    "tverrgaende-tema": "focus_area",
    "mal": "goal",
    "malbilde": "goal_picture",
    SUB_GOAL: "goal",
    "strategi": "strategy",
    "tema": "theme",
    "strategipunkt": "strategy_point",
    "tiltak": "measure",
    "oppdrag": "assignment",
    "oppgave": "task",
}
#: What plans call each level: one/many, or a word that is both. The first is what the level is called here.
_WORDS = {
    "visjon": "visjon/visjoner visjon/visjonar vision/visions",
    "verdi": "verdi/verdier verdi/verdiar kjerneverdi/kjerneverdier value/values",
    "utfordring": "utfordring/utfordringer utfordring/utfordringar hovedutfordring/hovedutfordringer "
    "hovudutfordring/hovudutfordringar samfunnsfloke/samfunnsfloker samfunnsfloke/samfunnsflokar "
    "challenge/challenges",
    "behov": "behov need/needs",
    "innsatsomrade": "innsatsområde/innsatsområder satsingsområde/satsingsområder satsingsområde "
    "satsningsområde/satsningsområder fokusområde/fokusområder målområde/målområder hovedsatsing/hovedsatsinger "
    "hovudsatsing/hovudsatsingar innsatsområde focus_area/focus_areas priority_area/priority_areas",
    "tverrgaende-tema": "tverrgående_tema/tverrgående_temaer tverrgående_hensyn gjennomgående_tema/"
    "gjennomgående_temaer gjennomgåande_tema tverrgåande_tema cross-cutting_theme/cross-cutting_themes",
    "mal": "mål hovedmål hovudmål kommunemål overordnet_mål/overordnede_mål overordna_mål "
    "målsetting/målsettinger målsetjing/målsetjingar samfunnsmål langsiktig_mål/langsiktige_mål goal/goals "
    "main_goal/main_goals",
    "malbilde": "målbilde/målbilder målbilete",
    SUB_GOAL: "delmål effektmål resultatmål objective/objectives sub-goal/sub-goals",
    "strategi": "strategi/strategier strategi/strategiar slik_gjør_vi_det slik_vil_vi_gjøre_det slik_gjer_vi_det "
    "slik_vil_vi_gjere_det hvordan korleis strategy/strategies",
    "tema": "tema/temaer tema theme/themes",
    "strategipunkt": "strategipunkt/strategipunkter strategipunkt",
    "tiltak": "tiltak tiltakspunkt/tiltakspunkter measure/measures action/actions",
    "oppdrag": "oppdrag assignment/assignments",
    "oppgave": "oppgave/oppgaver oppgåve/oppgåver task/tasks",
}


def _pair(word: str) -> tuple[str, str]:
    one, _slash, many = word.replace("_", " ").partition("/")
    return one, many or one


CUES = {key: tuple(_pair(word) for word in words.split()) for key, words in _WORDS.items()}
