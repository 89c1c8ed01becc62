"""Titles that look like those of plans: many share words, few are the same."""

from itertools import product
from random import Random


def _words(text: str) -> list[str]:
    """Return the words; an underscore stands for a space inside one."""
    return [word.replace("_", " ") for word in text.split()]


_CALLS = _words("""
    Sikre Bygge Utvikle Styrke Ruste_opp Kartlegge Etablere Forbedre Redusere Øke Samordne Prøve_ut Videreføre
    Tilrettelegge Digitalisere Oppgradere Planlegge Gjennomføre Evaluere Innføre Utvide Forenkle Rekruttere
    Vedlikeholde Sanere Åpne Skilte Belyse Erstatte Modernisere
""")
_KINDS = _words("""
    trygge gode flere nye felles åpne grønne tilgjengelige rimelige universelle lokale kommunale digitale
    midlertidige varige tverrfaglige helsefremmende klimavennlige universelt_utformede sammenhengende
""")
_THINGS = _words("""
    skoleveier gangveier sykkelveier turstier møteplasser lekeplasser barnehager skoler sykehjem omsorgsboliger
    ungdomsklubber biblioteker svømmehaller idrettsanlegg kulturhus torg parker bekker overvannsløsninger
    renseanlegg vannledninger busslommer holdeplasser kaier båthavner boligområder næringsområder knutepunkt
    lærlingplasser arbeidsplasser introduksjonskurs norskkurs frisklivstilbud lavterskeltilbud avlastningstilbud
    matservere ladestasjoner solceller varmesentraler energiplaner arealregnskap klimabudsjett innkjøpsavtaler
    fagsystemer selvbetjeningsløsninger varslingsrutiner beredskapsplaner øvelser tilsyn brukerråd
    medvirkningsløp frivilligsentraler aktivitetsvenner dagsentre hjemmetjenester legekontorer helsestasjoner
    skolehelsetjenester tannklinikker rusbehandlingsplasser botilbud kommunale_boliger utleieboliger tomter
    kulturminner fyrtårn
""")
_PLACES = _words("""
    Solvik Utvik Nordbyen Sørbyen Østmarka Vestneset Havna Sentrum Fjellheim Lillevann Storvann Elvebredden
    Kirkebakken Stasjonsbyen Granåsen Furulia Bjørkelunden Tangen Holmen Sundet Øya Myra Åsen Dalen Brekka
    Rognan Haugen Lia Neset Vika Strandkanten Rådhusplassen Industriparken Høgskoleområdet Sagbruket Meieritomta
    Teglverket Bryggene
""")
_PEOPLE = _words("""
    barn unge eldre innvandrere familier studenter naboer pendlere besøkende ansatte frivillige foreldre
    lærlinger pårørende syklister fotgjengere
""")


def calls(number: int, random: Random) -> list[str]:
    """Return titles in the imperative, all different: «Sikre trygge skoleveier for barn i Havna»."""
    found: dict[str, None] = {}
    while len(found) < number:
        words = [random.choice(part) for part in (_CALLS, _KINDS, _THINGS)]
        found[" ".join(words) + _for(random)] = None
    return list(found)


def _for(random: Random) -> str:
    whom = f" for {random.choice(_PEOPLE)}" if random.random() < 0.6 else ""
    where = f" {random.choice(('i', 'ved', 'nær'))} {random.choice(_PLACES)}" if random.random() < 0.8 else ""
    return whom + where


def names(number: int, random: Random) -> list[str]:
    """Return titles without a verb: «Trygge skoleveier i Havna»."""
    every = [f"{kind} {thing} i {place}" for kind, thing, place in product(_KINDS, _THINGS, _PLACES)]
    return [title[0].upper() + title[1:] for title in random.sample(every, number)]


def statements(number: int, random: Random) -> list[str]:
    """Return titles that say how it shall be: «Solvik har gode skoler for barn»."""
    every = [
        f"{place} har {kind} {thing} for {people}"
        for place, kind, thing, people in product(_PLACES, _KINDS, _THINGS[:20], _PEOPLE[:4])
    ]
    return random.sample(every, number)


def description(title: str, random: Random) -> str:
    """Return a few sentences, as long as those of a plan."""
    near = " ".join(random.sample(_THINGS, 3))
    return f"{title}. Arbeidet henger sammen med {near}, og følges opp i {random.choice(_PLACES)} to ganger i året."
