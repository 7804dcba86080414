"""What the README and the pages under docs/ promise is what there is: nothing unnamed, nothing named that is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from indexer.console.cli import main
from indexer.containers import CONTAINER_NAMES
from indexer.engines import open_archive
from indexer.errors import MorgueError
from indexer.formats import FORMATS, Format
from indexer.formats.records.field_names import FIELDS
from indexer.ingest.report import Report
from indexer.ingest.run import rebuild
from indexer.query.parser import BOUNDS
from indexer.search.request import LARGEST_PAGE
from search_web import create_app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
SHARED_OPTIONS = {
    "index",
    "timezone",
    "date_order",
    "mapping",
    "language",
    "jobs",
    "quiet",
    "as_json",
    "host",
    "port",
}


def options() -> Iterator[tuple[str, click.Option]]:
    """Of each command; those of a command in a group count for the group."""
    for name, command in main.commands.items():
        inner = command.commands.values() if isinstance(command, click.Group) else (command,)
        for parameter in (parameter for one in inner for parameter in one.params):
            if isinstance(parameter, click.Option):
                yield name, parameter


def errors() -> Iterator[type[MorgueError]]:
    waiting = [MorgueError]
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        yield error


def test_the_two_commands_come_first() -> None:
    body = README.split("\n", 1)[1]
    assert body.index("make run") < body.index("make test") < 120
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^run:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)


@pytest.mark.parametrize("command", main.commands)
def test_a_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"^\| `morgue {command}\b", README, re.MULTILINE)


@pytest.mark.parametrize("name", sorted({name for _, option in options() for name in option.opts}))
def test_an_option_is_in_the_readme(name: str) -> None:
    assert re.search(rf"`{re.escape(name)}[` ]", README)


def test_the_readme_names_no_option_that_is_none() -> None:
    known = {name for _, option in options() for name in option.opts} | {"--help", "--version"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", README)) <= known


def test_an_option_is_named_with_the_commands_that_have_it() -> None:
    commands: dict[str, set[str]] = {}
    for command, option in options():
        commands.setdefault(option.opts[0], set()).add(command)
    documented: dict[str, set[str]] = {}
    for left, of in re.findall(r"^\| (`--[^|]*(?:\\\|[^|]*)*) \| ([a-z, ]+) \|", README, re.MULTILINE):
        for name in re.findall(r"--[a-z-]+", left):
            documented.setdefault(name, set()).update(_commands_of(of))
    documented.pop("--quiet")  # "most"
    assert {name: documented.get(name) for name in commands if name != "--quiet"} == {
        name: found for name, found in commands.items() if name != "--quiet"
    }


def _commands_of(of: str) -> set[str]:
    if of.startswith("all but "):
        return set(main.commands) - set(of.removeprefix("all but ").split(", "))
    return set(of.split(", ")) if of != "most" else set()


@pytest.mark.parametrize("code", sorted({error.exit_code for error in errors()} | {0, 2, 3, 130}))
def test_an_exit_code_is_in_the_readme(code: int) -> None:
    assert re.search(rf"^\| {code} \| ", README, re.MULTILINE)


@pytest.mark.parametrize(
    "variable", sorted({str(o.envvar) for _, o in options() if o.envvar} | {"MORGUE_SEARCH_SIZE", "NO_COLOR"})
)
def test_an_environment_variable_is_in_the_readme(variable: str) -> None:
    assert f"`{variable}`" in README


def test_the_readme_names_no_variable_that_is_none() -> None:
    known = {str(option.envvar) for _, option in options() if option.envvar} | {"MORGUE_SEARCH_SIZE"}
    assert set(re.findall(r"\bMORGUE_[A-Z_]+", README)) <= known


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.NAME)
def test_a_format_is_in_the_readme(form: Format) -> None:
    assert re.search(rf"^\| `{form.NAME}` \| `{re.escape(form.SUFFIXES[0])}`", README, re.MULTILINE)


@pytest.mark.parametrize("container", CONTAINER_NAMES)
def test_a_container_is_in_the_readme(container: str) -> None:
    assert container in README


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_of_map_is_in_the_readme(field: str) -> None:
    assert f"`{field}`" in README


@pytest.mark.parametrize("key", list(Report.__dataclass_fields__))
def test_a_key_of_the_report_is_in_the_readme(key: str) -> None:
    assert f"`{key}`" in README


def test_every_address_is_in_the_readme() -> None:
    rules = {
        re.sub(r"<[^>]+>", "ID", rule.rule)
        for rule in create_app().url_map.iter_rules()
        if rule.endpoint != "static"
    }
    assert {rule for rule in rules if f"`{rule}`" not in README} == set()


def test_the_readme_tells_the_bounds_of_a_query() -> None:
    assert f"{BOUNDS.characters:,} characters, {BOUNDS.terms} terms, {BOUNDS.depth} levels" in README
    assert f"at most {LARGEST_PAGE:,}" in README


def test_the_first_look_counts_the_seeds_rightly() -> None:
    rows = json.loads((ROOT / "tests" / "data" / "seeds.json").read_text("utf-8"))["articles"]
    assert f"*{len(rows)} articles*" in README
    for source in {row[8] for row in rows if row[8]}:
        assert f"{source} {sum(row[8] == source for row in rows)}" in " ".join(README.split())


def holds(shown: Any, whole: Any) -> bool:
    """Whether a printed piece of JSON is a part of the whole: "…" stands for anything, and for what a list goes on with."""
    if isinstance(shown, dict):
        return all(key == "…" or holds(value, whole[key]) for key, value in shown.items())
    if isinstance(shown, list):
        rest = shown[-1:] in (["…"], [{"…": "…"}])
        pairs = zip(shown[: len(shown) - rest], whole, strict=False)
        return (rest or len(shown) == len(whole)) and all(holds(*pair) for pair in pairs)
    return bool(shown == "…" or shown == whole)


def test_the_answers_that_the_readme_prints_are_those_of_the_seeds(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    rebuild(archive, [str(ROOT / "seeds")])
    client = create_app(archive).test_client()
    whole, part = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    found, nothing = json.loads(whole), json.loads("{" + part + "}")
    answer = client.get("/api/v1/search?q=storm+harbour&from=2022&sort=newest&size=5").json
    del found["took_ms"]
    found["hits"].append("…")
    assert holds(found, answer)
    answer = client.get("/api/v1/search?q=stomr+harbour&from=2022").json
    assert answer is not None
    assert nothing == {"nothing_found": answer["nothing_found"]}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_the_readme_leads_to_every_page() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        assert f"(docs/{page.name})" in README


def test_architecture_names_modules_that_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    names = {file.stem for package in ("indexer", "search_web") for file in (ROOT / package).rglob("*.py")}
    folders = {
        folder.name
        for package in ("indexer", "search_web")
        for folder in (ROOT / package).rglob("*")
        if folder.is_dir()
    }
    for name in re.findall(r"`(?:indexer/)?([a-z_]+)\.py`", text):
        assert name in names | folders, name
    for dotted in re.findall(r"`((?:dates|formats|engines|query|search_web|containers)\.[a-z_]+)", text):
        assert dotted.split(".")[1] in names | folders | {"open_archive", "choose"}, dotted


def test_the_changelog_has_entries_under_its_newest_heading() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = text.split("\n## ")[1]
    assert len(re.findall(r"^- \S", newest, re.MULTILINE)) >= 5


def test_the_licence_is_the_one_that_is_named() -> None:
    assert "BSD-3-Clause" in README
    assert "Redistribution and use in source and binary forms" in (ROOT / "LICENSE").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_no_path_of_somebodys_machine(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(?:home|root|work|Users|tmp)/", page.read_text("utf-8"))
