"""A root's own levels, as the reading knows them."""

from django.utils.translation import gettext as _

from rodtrad.exchange.document.vocabulary import Level, Vocabulary, vocabulary_of
from rodtrad.exchange.errors import ExchangeError
from rodtrad.goals.models import Framework, LevelRule, RuleKind
from rodtrad.organisations.models import Root


def root_named(slug: str) -> Root:
    """Return the root. Raises ExchangeError with those there are."""
    root = Root.objects.filter(slug=slug).first()
    if root is None:
        known = ", ".join(Root.objects.order_by("slug").values_list("slug", flat=True)) or _("ingen")
        raise ExchangeError(
            _("Fant ingen organisasjon «%(slug)s». Her er: %(known)s.") % {"slug": slug, "known": known}
        )
    return root


def framework_named(root: Root, key: str) -> Framework:
    """Return the framework; the root's first without a key. Raises ExchangeError with those there are."""
    rows = {row.key: row for row in Framework.objects.filter(root=root).order_by("position", "key")}
    found = rows.get(key) if key else next(iter(rows.values()), None)
    if found is None:
        known = ", ".join(rows) or _("ingen")
        raise ExchangeError(
            _("%(root)s har ikke målstrukturen «%(key)s». Her er: %(known)s.")
            % {"root": root.name, "key": key or "?", "known": known}
        )
    return found


def vocabulary_for(framework: Framework) -> Vocabulary:
    """Return the framework's levels, its words for them, and what may stand under what."""
    rows = list(framework.levels.order_by("position"))
    levels = [
        Level(row.key, row.role, row.one_nb, row.many_nb, place, row.title_style, row.cross_cutting)
        for place, row in enumerate(rows)
    ]
    names = {
        row.key: ((row.one_nb, row.many_nb), (row.one_nn, row.many_nn), (row.one_en, row.many_en))
        for row in rows
    }
    rules = LevelRule.objects.filter(
        child__framework=framework,
        parent__framework=framework,
        kind__in=(RuleKind.UNDER, RuleKind.CONTRIBUTES),
    )
    return vocabulary_of(levels, names, rules.values_list("child__key", "parent__key"))
