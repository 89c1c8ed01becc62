"""Definitions: what an indicator measures, which way is better, and how it adds up."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rodtrad.core.history import track, track_pairs
from rodtrad.core.models import Origin, Visibility
from rodtrad.core.text import KEY_PATTERN, sort_key
from rodtrad.indicators.models.datasets import Dataset
from rodtrad.organisations.models import Root
from rodtrad.sdg.models import SdgTarget


class Direction(models.TextChoices):
    HIGHER = "higher", _("høyere er bedre")
    LOWER = "lower", _("lavere er bedre")
    BAND = "band", _("best innenfor et bånd")
    NONE = "none", _("ingen retning")


class Dimension(models.TextChoices):
    """The three dimensions of sustainability."""

    SOCIAL = "social", _("sosial")
    ECONOMIC = "economic", _("økonomisk")
    ENVIRONMENTAL = "environmental", _("miljø")


class Perspective(models.TextChoices):
    """Where it stands on the way from what is put in to what comes of it."""

    INPUT = "input", _("innsats")
    ACTIVITY = "activity", _("aktivitet")
    OUTPUT = "output", _("leveranse")
    OUTCOME = "outcome", _("virkning")


class Theme(models.TextChoices):
    POPULATION = "population", _("befolkning")
    LIVING_CONDITIONS = "living_conditions", _("levekår")
    HEALTH = "health", _("helse")
    CHILDHOOD = "childhood", _("oppvekst")
    EDUCATION = "education", _("utdanning")
    WORK = "work", _("arbeid og næring")
    HOUSING = "housing", _("bolig og areal")
    TRANSPORT = "transport", _("transport")
    CARE = "care", _("omsorg")
    CULTURE = "culture", _("kultur og deltakelse")
    SAFETY = "safety", _("trygghet")
    CLIMATE = "climate", _("klima og energi")
    NATURE = "nature", _("natur og miljø")
    FINANCES = "finances", _("kommuneøkonomi")
    GOVERNANCE = "governance", _("styring og demokrati")


class Quantity(models.TextChoices):
    """How its figures add up when areas are put together."""

    COUNT = "count", _("antall")
    RATIO = "ratio", _("forhold")
    OTHER = "other", _("annet")


class Formula(models.TextChoices):
    """How it is reckoned here from other indicators; empty for what is published as it is."""

    SHARE = "share", _("andel")
    PER_CAPITA = "per_capita", _("per innbygger")
    SUM = "sum", _("sum")
    DIFFERENCE = "difference", _("differanse")


@track()
class Indicator(models.Model):
    """What is measured. Without a root it is in the common set, which all roots share.

    Its number is small, because every figure carries it; what people see is its key.
    """

    id = models.AutoField(primary_key=True)
    root = models.ForeignKey(Root, models.CASCADE, null=True, blank=True, related_name="indicators")
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    name_nn = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=250, editable=False, db_collation="C")
    definition = models.TextField(blank=True)
    #: What one must know to read it right.
    reservation = models.TextField(blank=True)
    #: See `indicators.units`.
    unit = models.CharField(max_length=40)
    decimals = models.PositiveSmallIntegerField(default=0)
    direction = models.CharField(max_length=10, choices=Direction)
    band_low = models.FloatField(null=True, blank=True)
    band_high = models.FloatField(null=True, blank=True)
    dimension = models.CharField(max_length=20, choices=Dimension)
    perspective = models.CharField(max_length=10, choices=Perspective)
    theme = models.CharField(max_length=20, choices=Theme)
    quantity = models.CharField(max_length=10, choices=Quantity)
    formula = models.CharField(max_length=10, choices=Formula, blank=True)
    numerator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    denominator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    dataset = models.ForeignKey(Dataset, models.PROTECT, null=True, blank=True, related_name="indicators")
    #: Counts below this are not published; 0 for none.
    hidden_below = models.PositiveSmallIntegerField(default=0)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.PUBLIC)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.OWN)
    #: When what it measures was last changed, so that figures before and after are not the same thing.
    defined_on = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    sdg_targets = models.ManyToManyField(SdgTarget, related_name="indicators", blank=True)

    class Meta:
        ordering = ["position", "sort_key"]
        constraints = [
            models.UniqueConstraint("root", "key", name="indicator_key_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="indicator_key_form"),
            models.CheckConstraint(condition=~Q(unit=""), name="indicator_has_unit"),
            models.CheckConstraint(
                condition=Q(visibility__lt=Visibility.TEAM), name="indicator_open_to_its_own"
            ),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicator_few_decimals"),
            models.CheckConstraint(
                condition=Q(band_low__isnull=True, band_high__isnull=True)
                | Q(
                    direction=Direction.BAND,
                    band_low__isnull=False,
                    band_high__isnull=False,
                    band_high__gt=F("band_low"),
                ),
                name="indicator_band_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(formula__in=[Formula.SHARE, Formula.PER_CAPITA])
                | Q(numerator__isnull=False, denominator__isnull=False),
                name="indicator_formula_has_parts",
            ),
            models.CheckConstraint(
                condition=(Q(numerator__isnull=True) | ~Q(numerator=F("id")))
                & (Q(denominator__isnull=True) | ~Q(denominator=F("id"))),
                name="indicator_not_own_part",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature is passed through

    @property
    def title(self) -> str:
        """Return its name in the reader's language, where it has one."""
        return {"nn": self.name_nn, "en": self.name_en}.get(get_language() or "") or self.name


track_pairs(Indicator.sdg_targets.through, owner=Indicator)


class IndicatorTerm(models.Model):
    """One of the indicators that a sum or a difference is reckoned from; the first is what others are taken from."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="terms")
    operand = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("indicator", "position", name="indicator_term_place_once"),
            models.UniqueConstraint("indicator", "operand", name="indicator_term_once"),
            models.CheckConstraint(condition=~Q(operand=F("indicator")), name="indicator_term_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.operand_id}"
