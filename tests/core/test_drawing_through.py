from rodtrad.core.drawing.through import contracted, down_from, reached, up_from

CHAIN = [("floke", "mal"), ("mal", "tema"), ("tema", "tiltak"), ("mal", "strategi")]


def test_link_past_what_is_hidden() -> None:
    assert contracted(CHAIN, ["mal", "tiltak"]) == [("mal", "tiltak")]


def test_link_past_several_hidden() -> None:
    assert contracted(CHAIN, ["floke", "tiltak"]) == [("floke", "tiltak")]


def test_no_detour_where_the_shown_lead_the_same_way() -> None:
    edges = [("mal", "sektormal"), ("sektormal", "tiltak"), ("mal", "tema"), ("tema", "tiltak")]
    assert contracted(edges, ["mal", "sektormal", "tiltak"]) == [
        ("mal", "sektormal"),
        ("sektormal", "tiltak"),
    ]


def test_a_circle_does_no_harm() -> None:
    assert set(contracted([("a", "b"), ("b", "a"), ("b", "c")], ["a", "c"])) == {("a", "c")}


def test_reached_upwards_and_downwards() -> None:
    assert reached("tema", up_from(CHAIN)) == {"floke", "mal"}
    assert reached("mal", down_from(CHAIN)) == {"tema", "tiltak", "strategi"}
