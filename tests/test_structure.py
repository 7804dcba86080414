"""How the code is laid out: imports point one way, files are named for their job, and the command starts light.

Modules are read, not imported: an import inside a function counts like one at the top. An *area* is a module or package
right below `indexer` (`formats`, `query`, `search` …); `engines` alone is taken apart, since its contract is what others
may know of it.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("indexer", "search_web")
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "shared"}
HEAVY = (
    "trafilatura",
    "lxml",
    "flask",
    "werkzeug",
    "waitress",
    "py3langid",
    "babel",
    "numpy",
    "whoosh",
    "zstandard",
    "warcio",
    "pypdf",
)

LEAVES = ("errors", "article", "message", "settings")
"""Know nothing else of ours."""

UNREACHABLE: Mapping[str, tuple[str, ...]] = {
    "formats": ("engines", "ingest", "sources", "containers", "search", "query", "console", "search_web"),
    "dates": ("formats", "engines", "sources", "ingest", "search", "query", "console", "search_web"),
    "containers": ("formats", "engines", "sources", "ingest", "search", "query", "dates", "console"),
    "sources": ("formats", "engines", "ingest", "search", "query", "console", "search_web"),
    "query": ("engines", "formats", "sources", "ingest", "words", "matching", "search", "console"),
    "words": ("engines", "formats", "sources", "ingest", "search", "query", "console", "search_web"),
    "matching": ("engines", "formats", "sources", "ingest", "search", "console", "search_web"),
    "engines.contract": ("engines.whoosh", "formats", "sources", "containers", "ingest", "search", "console"),
    "engines": ("formats", "sources", "containers", "ingest", "search", "console", "search_web"),
    "search": ("engines.whoosh", "engines", "formats", "sources", "ingest", "console", "search_web"),
    "ingest": ("engines.whoosh", "search", "query.parser", "console", "search_web"),
    "search_web": ("engines.whoosh", "formats", "sources", "containers", "ingest", "console"),
}
"""From the left nothing on the right may be reached, over however many imports."""

FLOORS = (("storage",), ("writing", "reading"), ("searching", "weaving"))
"""Of the Whoosh engine, from the ground: a folder imports from floors below its own alone."""

DOORS = {"engines": {"engines.whoosh"}}
"""`open_archive` is the one place that knows the engines: what asks it for one does not come to know them itself."""


@cache
def modules() -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = file
    return found


def imports_of(name: str) -> Iterator[str]:
    """Our own modules that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(modules()[name].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} has a relative import; write it from the package's root"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules() else str(node.module)
        elif isinstance(node, ast.Constant) and node.value in modules():
            yield str(node.value)  # imported by name, as the rows of FORMATS are


def area_of(name: str) -> str:
    """`indexer.query.parser` -> `query`; `indexer.engines.whoosh.codec` -> `engines.whoosh`."""
    package, *rest = name.split(".")
    if package == "search_web":
        return package
    if rest[:1] == ["engines"]:
        return ".".join(rest[:2])
    return rest[0] if rest else package


@cache
def areas() -> Mapping[str, frozenset[str]]:
    """Area -> the areas that it imports."""
    found: dict[str, set[str]] = {}
    for name in modules():
        mine = area_of(name)
        theirs = {area_of(other) for other in imports_of(name) if other.split(".")[0] in PACKAGES}
        found.setdefault(mine, set()).update(theirs - {mine})
    return {area: frozenset(others) for area, others in found.items()}


def reachable(area: str) -> frozenset[str]:
    """All areas behind an area. Whoever imports `engines` gets engines through it, without knowing which."""
    seen: set[str] = set()
    waiting = [area]
    while waiting:
        here = waiting.pop()
        further = areas().get(here, frozenset()) - DOORS.get(here, set())
        waiting += further - seen
        seen |= further
    return frozenset(seen)


def test_the_reader_of_imports_sees_the_known_ones() -> None:
    assert "formats" in areas()["ingest"]
    assert "engines.whoosh" in areas()["engines"]
    assert "search_web" in areas()["console"]
    assert "indexer.formats.text.plain_text" in set(imports_of("indexer.formats"))
    assert {"article", "settings"} <= reachable("ingest")


@pytest.mark.parametrize("area", UNREACHABLE)
def test_imports_point_one_way(area: str) -> None:
    assert area in areas()
    assert reachable(area) & set(UNREACHABLE[area]) == frozenset()


def test_inside_the_whoosh_engine_imports_point_down() -> None:
    start = "indexer.engines.whoosh."
    floor_of = {folder: number for number, folders in enumerate(FLOORS) for folder in folders}
    met = set()
    for name in modules():
        folder, _, rest = name.removeprefix(start).partition(".")
        if not name.startswith(start) or not rest:
            continue
        met.add(folder)
        for other in imports_of(name):
            if other.startswith(start) and other.removeprefix(start).partition(".")[0] != folder:
                below = other.removeprefix(start).partition(".")[0]
                assert floor_of.get(below, len(FLOORS)) < floor_of[folder], f"{name} imports {other}"
    assert met == set(floor_of)


def test_an_engine_does_not_know_another_way_to_files() -> None:
    engines = {area for area in areas() if area.startswith("engines.")}
    assert engines >= {"engines.contract", "engines.generations", "engines.whoosh"}
    for engine in engines:
        assert reachable(engine) & {"formats", "sources", "containers", "ingest", "search"} == frozenset()


@pytest.mark.parametrize("leaf", LEAVES)
def test_leaves_import_nothing_of_ours(leaf: str) -> None:
    assert areas()[leaf] == frozenset()


def test_no_two_areas_import_each_other_however_far_around() -> None:
    assert {area for area in areas() if area in reachable(area)} == set()


def test_only_the_command_and_nothing_below_it_knows_the_pages() -> None:
    assert {area for area, others in areas().items() if "search_web" in others} == {"console"}


@pytest.mark.parametrize("name", modules())
def test_a_file_is_named_for_its_one_job(name: str) -> None:
    assert not VAGUE_NAMES & set(name.split("."))


@pytest.mark.parametrize("name", modules())
def test_a_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(ast.parse(modules()[name].read_text("utf-8")))


def test_the_command_starts_without_heavy_libraries() -> None:
    program = f"import sys, indexer.console.cli; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == []


def test_searching_the_command_line_needs_no_web_and_no_extraction() -> None:
    program = (
        "import sys, indexer.console.asking, indexer.console.display, indexer.engines.whoosh.archive;"
        " print(*(name for name in ('trafilatura', 'flask', 'py3langid', 'babel') if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == []
