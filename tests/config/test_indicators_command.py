"""The common set of indicators read in and written out, by the command itself."""

from pathlib import Path

from tests.config.conftest import Console


def test_the_common_set_is_read_in_changed_by_a_file_and_written_out(
    console: Console, tmp_path: Path
) -> None:
    # Given an installation without plans: it gets the set that comes with the program
    migrated = console.run("migrate")
    assert migrated.returncode == 0, migrated.stderr
    assert "Lest inn: det felles settet.\n" in migrated.stderr
    # When the set is read in again
    first = console.run("import", "indicators")
    # Then nothing changes, and it says what nobody has tried
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("Lest inn: det felles settet.\nIngenting er endret.\n")
    assert "tabeller er ikke prøvd mot kilden." in first.stdout
    # When it is written out and one word is changed
    file = tmp_path / "felles.yaml"
    assert console.run("export", "indicators", "--output", str(file)).returncode == 0
    file.write_text(file.read_text("utf-8").replace("nb: Innbyggere,", "nb: Bosatte,", 1), "utf-8")
    # Then that is what is told, before anything is stored, and after
    tried = console.run("import", "indicators", str(file), "--dry-run")
    assert "Endret: innbyggere (name)" in tried.stdout
    assert "Endret: innbyggere (name)" in console.run("import", "indicators", str(file)).stdout
    # And what was changed here stands when the installation is brought up to date, but not when the set is read in anew
    assert "det felles settet" not in console.run("migrate").stderr
    assert "nb: Bosatte," in console.run("export", "indicators").stdout
    assert "Endret: innbyggere (name)" in console.run("import", "indicators").stdout
    # And a file with a fault is refused with line, column and what to do
    file.write_text("format: rodtrad/indicator-file/1\nindikatorer: []\n", "utf-8")
    refused = console.run("import", "indicators", str(file))
    assert refused.returncode == 1
    assert "Linje 2, kolonne 1: Feltet «indikatorer» er ukjent her. Mente du «indicators»?" in refused.stderr
