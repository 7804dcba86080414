"""The command line, by what is typed and what comes out: data, messages, exit codes."""

from __future__ import annotations

import fcntl
import gzip
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from indexer.console.cli import main
from indexer.console.terminal import (
    ProgressLine,
    beginning,
    columns,
    cut,
    ending,
    pad,
    progress_text,
    safe,
    wrap,
)

COMMANDS = (
    "alert",
    "check",
    "cite",
    "count",
    "duplicates",
    "export",
    "formats",
    "kwic",
    "parse",
    "rebuild",
    "remove",
    "search",
    "serve",
    "show",
    "similar",
    "stats",
    "update",
    "words",
)

STORIES: tuple[dict[str, Any], ...] = (
    {"headline": "Ferry sails again", "text": "The ferry sailed again on Monday.\n\nFares stay the same.", "date": "2021-03-01", "source": "Harbour Post", "section": "Transport", "language": "en"},
    {"headline": "Bridge opens", "text": "The new bridge opened; a ferry had served the town.", "date": "2021-04-02", "source": "Harbour Post", "section": "Transport", "language": "en"},
    {"headline": "Market day", "text": "Apples were sold at the market.", "date": "2022-05-03", "source": "Valley Times", "section": "Town", "language": "en"},
    {"headline": "Fähre fährt wieder", "text": "Die Fähre fährt seit Montag wieder.", "date": "2021-03-02", "source": "Hafenbote", "language": "de"},
    {"headline": "Ferry without a day", "text": "Nobody knows when this ferry sailed.", "source": "Harbour Post", "language": "en"},
)  # fmt: skip


def morgue(*arguments: str, stdin: str | None = None, env: dict[str, str] | None = None) -> Result:
    return CliRunner(env={"MORGUE_INDEX": None, "NO_COLOR": None, "FORCE_COLOR": None, **(env or {})}).invoke(
        main, list(arguments), input=stdin, prog_name="morgue"
    )


def process(*arguments: str, **settings: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "indexer", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **settings,
    )


def documents(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def write_stories(folder: Path, stories: tuple[dict[str, Any], ...] = STORIES) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "stories.jsonl").write_text(
        "".join(json.dumps(story) + "\n" for story in stories), encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An index that no test changes."""
    folder = tmp_path_factory.mktemp("archive")
    result = morgue(
        "rebuild", str(write_stories(folder / "news")), "--index", str(folder / "index"), "--quiet"
    )
    assert result.exit_code == 0, result.output
    return str(folder / "index")


# Help


def options_of(command: click.Command) -> Iterator[click.Option]:
    return (parameter for parameter in command.params if isinstance(parameter, click.Option))


def test_the_commands_are_those_of_the_manual() -> None:
    assert tuple(sorted(main.commands)) == COMMANDS
    assert morgue("--help").exit_code == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_has_help(name: str) -> None:
    command = main.commands[name]
    result = morgue(name, "--help")
    assert result.exit_code == 0
    assert command.help
    for option in options_of(command):
        assert option.help, option.name
        assert all(spelling in result.stdout for spelling in option.opts)


def test_the_documented_flags_are_there() -> None:
    flags = {
        name: {spelling for option in options_of(main.commands[name]) for spelling in option.opts}
        for name in COMMANDS
    }
    reading = {"--index", "--timezone", "--date-order", "--jobs", "--quiet", "--json", "--map", "--language"}
    assert reading <= flags["rebuild"]
    assert reading <= flags["update"]
    assert {
        "--from",
        "--to",
        "--source",
        "--section",
        "--lang",
        "--match",
        "--sort",
        "--page",
        "--size",
        "--json",
        "--jsonl",
        "--timezone",
    } <= flags["search"]
    assert {"--host", "--port", "--index"} <= flags["serve"]
    assert "--json" in flags["show"]


def test_no_command_is_longer_than_fifteen_lines() -> None:
    import inspect

    for name, command in main.commands.items():
        assert command.callback is not None
        source = inspect.getsource(command.callback)
        code = re.sub(r'""".*?"""\n', "", source[source.index("def ") :], flags=re.DOTALL)
        assert len(code.splitlines()) <= 15, name


def test_help_imports_none_of_the_heavy_libraries() -> None:
    script = "import sys, indexer.console.cli; print([m for m in ('flask', 'numpy', 'whoosh', 'lxml', 'trafilatura', 'Stemmer', 'dateutil', 'sqlite3') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_the_version_is_printed() -> None:
    result = morgue("--version")
    assert result.exit_code == 0
    assert re.fullmatch(r"\d+\.\d+.*\n", result.stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ("shred",), ("search", "--nonsense"), ("parse",), ("show",), ("rebuild", "--jobs", "0"), ("rebuild", "--jobs", "many"),
        ("rebuild", "--date-order", "DYM"), ("rebuild", "--timezone", "Mars/Base"), ("rebuild", "--timezone", "../../etc/passwd"),
        ("rebuild", "--map", "headline"), ("rebuild", "--map", "nonsense=headline"), ("rebuild", "--map", "title="),
        ("rebuild", "--language", "english"), ("serve", "--port", "70000"), ("search", "--timezone", "nowhere"),
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_2_and_a_message(arguments: tuple[str, ...]) -> None:
    result = morgue(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error" in result.stderr


# Indexing


REPORT_KEYS = [
    "files", "articles", "rejected", "duplicates", "replaced", "removed", "unchanged", "undated", "kept_out", "withdrawn", "unreadable", "same_texts", "seconds", "generation",
    "rejects", "not_articles",
]  # fmt: skip


def test_a_rebuild_reports_as_json_with_the_documented_keys(tmp_path: Path) -> None:
    write_stories(tmp_path / "news")
    (tmp_path / "news/empty.txt").touch()
    result = morgue(
        "rebuild", str(tmp_path / "news"), "--index", str(tmp_path / "index"), "--json", "--jobs", "1"
    )
    assert result.exit_code == 0
    (report,) = documents(result)
    assert list(report) == REPORT_KEYS
    assert (report["files"], report["articles"], report["undated"], report["rejected"]) == (2, 5, 1, 0)
    assert report["not_articles"] == [{"path": "news/empty.txt", "member": None, "reason": "empty"}]
    assert result.stderr == ""


def test_a_rebuild_tells_people_on_standard_error_alone(tmp_path: Path) -> None:
    write_stories(tmp_path / "news")
    result = morgue("rebuild", str(tmp_path / "news"), "--index", str(tmp_path / "index"))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.startswith("5 articles in the index from 1 file, 1 undated; ")
    quiet = morgue("rebuild", str(tmp_path / "news"), "--index", str(tmp_path / "index"), "--quiet")
    assert (quiet.stdout, quiet.stderr) == ("", "")


def test_a_rejected_record_ends_with_3_and_is_named(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "news")
    with (folder / "stories.jsonl").open("a") as file:
        file.write('{"headline": "Cut o\n')
    arguments = ("rebuild", str(folder), "--index", str(tmp_path / "index"))
    result = morgue(*arguments, "--json")
    assert result.exit_code == 3
    (report,) = documents(result)
    assert report["articles"] == 5
    assert [(reject["path"], reject["line"]) for reject in report["rejects"]] == [("news/stories.jsonl", 6)]
    assert "news/stories.jsonl:6: " in morgue(*arguments).stderr
    again = morgue("update", "--index", str(tmp_path / "index"), "--json")
    assert again.exit_code == 3
    assert documents(again)[0]["rejected"] == 1


@pytest.mark.parametrize("command", ["rebuild", "update"])
def test_a_missing_path_ends_with_1_and_changes_nothing(tmp_path: Path, index: str, command: str) -> None:
    before = documents(morgue("stats", "--index", index, "--json"))
    result = morgue(command, str(tmp_path / "gone"), "--index", index)
    assert result.exit_code == 1
    assert "gone" in result.stderr
    assert documents(morgue("stats", "--index", index, "--json")) == before


def test_a_rebuild_that_finds_no_article_ends_with_1_and_changes_nothing(tmp_path: Path, index: str) -> None:
    (tmp_path / "empty.txt").touch()
    result = morgue("rebuild", str(tmp_path), "--index", index)
    assert result.exit_code == 1
    assert "no article" in result.stderr
    assert documents(morgue("stats", "--index", index, "--json"))[0]["articles"] == 5


def test_an_update_takes_in_what_is_new_and_drops_what_is_gone(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "news")
    where = ("--index", str(tmp_path / "index"))
    assert morgue("rebuild", str(folder), *where, "--quiet").exit_code == 0
    write_stories(folder / "more", ({**STORIES[2], "headline": "Second market day"},))
    (report,) = documents(morgue("update", *where, "--json"))
    assert (report["articles"], report["unchanged"], report["removed"]) == (6, 5, 0)
    (folder / "more/stories.jsonl").unlink()
    (report,) = documents(morgue("update", str(folder), *where, "--json"))
    assert (report["articles"], report["unchanged"], report["removed"]) == (5, 5, 1)


def test_a_rebuild_without_a_path_takes_those_of_the_last_with_its_options(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    write_stories(
        folder, ({"kopf": "Ferry sails again", "text": "The ferry sailed again.", "date": "2021-03-01"},)
    )
    where = ("--index", str(tmp_path / "index"))
    assert morgue("rebuild", str(folder), "--map", "title=kopf", *where, "--quiet").exit_code == 0
    assert morgue("rebuild", *where, "--quiet").exit_code == 0
    assert [hit["title"] for hit in documents(morgue("search", "title:ferry", *where, "--jsonl"))] == [
        "Ferry sails again"
    ]


def test_the_environment_sets_what_no_flag_does(tmp_path: Path, index: str) -> None:
    assert documents(morgue("stats", "--json", env={"MORGUE_INDEX": index}))[0]["articles"] == 5
    assert morgue("stats", env={"MORGUE_INDEX": str(tmp_path)}).exit_code == 4
    assert morgue("stats", "--index", index, env={"MORGUE_INDEX": str(tmp_path)}).exit_code == 0
    assert (
        len(
            documents(
                morgue("search", "ferry", "--jsonl", env={"MORGUE_INDEX": index, "MORGUE_SEARCH_SIZE": "1"})
            )
        )
        == 1
    )


# Parsing


def test_parse_prints_a_line_an_article_a_reject_and_what_is_none(tmp_path: Path) -> None:
    folder = write_stories(tmp_path / "news", STORIES[:1])
    (folder / "a.jsonl").write_text('{"headline": "Cut o\n', encoding="utf-8")
    (folder / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    result = morgue("parse", str(folder), "--json")
    assert result.exit_code == 3
    assert result.stderr == ""
    reject, stranger, article = documents(result)
    assert reject["reject"]["path"] == "news/a.jsonl"
    assert list(reject["reject"]) == ["path", "member", "line", "reason"]
    assert stranger["not_article"]["path"] == "news/b.png"
    assert (article["title"], article["published"]["date"], article["path"]) == (
        "Ferry sails again",
        "2021-03-01",
        "news/stories.jsonl",
    )
    assert list(article) == [
        "id", "title", "byline", "source", "section", "language", "url", "dateline", "tags", "summary", "body", "captions",
        "related", "published", "undated", "updated", "extra", "path", "member", "format",
    ]  # fmt: skip


def test_parse_reads_standard_input_packed_or_not() -> None:
    lines = "".join(json.dumps(story) + "\n" for story in STORIES).encode()
    for data in (lines, gzip.compress(lines)):
        result = subprocess.run(
            [sys.executable, "-m", "indexer", "parse", "-"], input=data, capture_output=True, check=True
        )
        assert [json.loads(line)["path"] for line in result.stdout.splitlines()] == ["-"] * 5


def test_parse_takes_the_mapping_and_the_order_of_dates(tmp_path: Path) -> None:
    write_stories(tmp_path / "n", ({"kopf": "Ferry", "text": "It sailed.", "date": "03/04/2020"},))
    (article,) = documents(morgue("parse", str(tmp_path / "n"), "--map", "title=kopf", "--date-order", "dmy"))
    assert (article["title"], article["published"]["date"]) == ("Ferry", "2020-04-03")
    (article,) = documents(morgue("parse", str(tmp_path / "n"), "--date-order", "MDY"))
    assert article["published"]["date"] == "2020-03-04"


def test_parse_prints_utf8_whatever_the_locale(tmp_path: Path) -> None:
    write_stories(tmp_path / "n", STORIES[3:4])
    (tmp_path / "n/stories.jsonl").rename(tmp_path / os.fsdecode(b"n/f\xe4hre.jsonl"))
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONIOENCODING": "ascii",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
    }
    output, errors = process("parse", str(tmp_path / "n"), env=environment).communicate()
    article = json.loads(output.decode("utf-8"))
    assert article["title"] == "Fähre fährt wieder"
    assert article["path"] == r"n/f\xe4hre.jsonl"
    assert errors == b""


def test_a_missing_path_to_parse_ends_with_1() -> None:
    result = morgue("parse", "/nowhere/at/all")
    assert result.exit_code == 1
    assert "no file or folder '/nowhere/at/all'" in result.stderr


# Searching


def titles(result: Result) -> list[str]:
    return [hit["title"] for hit in documents(result)]


def test_a_search_as_json_has_the_documented_keys(index: str) -> None:
    result = morgue("search", "ferry", "--index", index, "--json")
    assert result.exit_code == 0
    (answer,) = documents(result)
    assert list(answer) == [
        "query", "total", "total_relation", "partial", "took_ms", "page", "size", "hits", "facets", "timeline", "imprecise", "undated", "nothing_found",
    ]  # fmt: skip
    assert (answer["total"], answer["total_relation"], answer["undated"]) == (3, "exact", 1)
    hit = answer["hits"][0]
    for start, end in hit["snippets"][0]["marks"]:
        assert hit["snippets"][0]["text"][start:end].lower() == "ferry"
    assert answer["nothing_found"] is None
    assert answer["facets"]["source"] == [{"value": "Harbour Post", "count": 3}]
    assert answer["timeline"]["buckets"]


def test_filters_days_and_order_reach_the_search(index: str) -> None:
    where = ("--index", index, "--jsonl")
    assert titles(morgue("search", "ferry", *where, "--from", "2021-03", "--to", "2021-03")) == [
        "Ferry sails again"
    ]
    assert titles(morgue("search", *where, "--sort", "oldest", "--to", "2021")) == [
        "Ferry sails again",
        "Fähre fährt wieder",
        "Bridge opens",
    ]
    assert titles(morgue("search", *where, "--source", "valley times", "--source", "Hafenbote")) == [
        "Market day",
        "Fähre fährt wieder",
    ]
    assert titles(morgue("search", *where, "--section", "town")) == ["Market day"]
    assert titles(morgue("search", *where, "--lang", "de")) == ["Fähre fährt wieder"]
    assert titles(morgue("search", "apples", "bridge", *where)) == []
    assert titles(morgue("search", "apples", "bridge", *where, "--match", "any", "--sort", "newest")) == [
        "Market day",
        "Bridge opens",
    ]
    assert titles(morgue("search", *where, "--sort", "newest", "--size", "1", "--page", "2")) == [
        "Bridge opens"
    ]
    # behind -- all is words, so that this asks the index of the environment, whatever lies in the folder at hand
    asked = morgue(
        "search", "--", "-ferry", *where[:2], "--jsonl", env={"MORGUE_INDEX": f"{index}-of-nobody"}
    )
    assert (titles(asked), asked.exit_code) == ([], 4)
    assert titles(morgue("search", *where, "--", "-ferry")) == ["Market day", "Fähre fährt wieder"]


def test_no_hits_are_no_error(index: str) -> None:
    result = morgue("search", "zeppelin", "--index", index)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "No articles\n", "")
    assert morgue("search", "zeppelin", "--index", index, "--jsonl").stdout == ""


def test_why_nothing_was_found_is_told_in_lines(index: str) -> None:
    def lines(*arguments: str) -> list[str]:
        return morgue("search", *arguments, "--index", index).stdout.splitlines()

    assert lines("feryr bridge apples", "--from", "2023") == [
        "No articles",
        "  feryr              no article; without it 0",
        "  bridge             1 article; without it 0",
        "  apples             1 article; without it 0",
        "  date:2023-01-01..  no article; without it 0",
        "Near feryr: ferry, 3 articles",
    ]
    assert lines("fery bridge") == [
        "No articles",
        "  fery    no article; without it 1",
        "  bridge  1 article; without it 0",
        "Did you mean ferry bridge? 1 article",
    ]
    assert lines("apples bridge ferry") == [
        "No articles",
        "  apples  1 article; without it 1",
        "  bridge  1 article; without it 0",
        "  ferry   3 articles; without it 0",
        "Each finds articles, but none that both apples and ferry find.",
    ]
    assert lines('"bridge ferry"', "--source", "harbour post") == [
        "No articles",
        '  "bridge ferry"         no article; without it 3',
        '  source:"harbour post"  3 articles; without it 0',
        "Wider, bridge AND ferry: 1 article",
    ]
    assert lines("ferry", "--from", "1999", "--to", "1999") == [
        "No articles; 1 more without a date",
        "  ferry      3 articles; without it 0",
        "  date:1999  no article; without it 3",
        "Without the dates: 3 articles",
    ]


def test_why_nothing_was_found_is_told_as_json(index: str) -> None:
    (answer,) = documents(morgue("search", "fery bridge", "--index", index, "--json", "--to", "2021"))
    assert answer["nothing_found"] == {
        "clauses": [
            {"text": "fery", "start": 0, "end": 4, "count": 0, "without": 1, "wider": None},
            {"text": "bridge", "start": 5, "end": 11, "count": 1, "without": 0, "wider": None},
            {"text": "date:..2021-12-31", "start": None, "end": None, "count": 3, "without": 0, "wider": None},
        ],
        "together": [0],
        "without_dates": 0,
        "spellings": [
            {"word": "fery", "suggestion": "ferry", "count": 3, "text": "ferry bridge", "total": 1}
        ],
        "values": [],
        "partial": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("x", "--from", "someday"), "someday"),
        (("x", "--sort", "best"), "best"),
        (("x", "--match", "some"), "some"),
        (("x", "--page", "0"), "page"),
        (("x", "--page", "1000000000"), "10,000"),
        (("x", "--size", "١"), "size"),
        (("date:someday",), "someday"),
        (("(" * 30 + "x" + ")" * 30,), "20"),
        (("x" * 50_000,), "4,000"),
    ],
)
def test_what_cannot_be_read_ends_with_2_and_says_what(
    index: str, arguments: tuple[str, ...], words: str
) -> None:
    result = morgue("search", *arguments, "--index", index)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr


def test_notices_go_to_standard_error(index: str) -> None:
    result = morgue("search", 'ferry OR bridge "sailed', "--index", index)
    assert result.exit_code == 0
    assert "morgue: " in result.stderr
    assert morgue("search", '"sailed', "--index", index, "--quiet").stderr == ""


def test_the_table_shows_title_day_source_snippet_and_id(index: str) -> None:
    result = morgue("search", "ferry", "--index", index, "--from", "2021", env={"COLUMNS": "70"})
    lines = result.stdout.splitlines()
    assert lines[0] == "1 to 2 of 2 articles; 1 more without a date"
    first = next(line for line in lines if "Ferry sails again" in line)
    assert re.fullmatch(r"\d  2021-03-01  Ferry sails again +Harbour Post", first)
    assert len(first) == 70
    assert any("The ferry sailed again" in line for line in lines)
    assert any("stories.jsonl" in line for line in lines)
    assert max(map(len, lines)) <= 70
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("env", "styled"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
        ({}, False),
    ],
)
def test_bold_is_for_terminals_and_no_color_is_kept(index: str, env: dict[str, str], styled: bool) -> None:
    result = morgue("search", "ferry", "--index", index, env=env)
    assert ("\x1b[1mferry\x1b[0m" in result.stdout) is styled
    assert ("\x1b" in result.stdout) is styled


# One article, and the index


def test_show_prints_one_article(index: str) -> None:
    (hit,) = documents(morgue("search", "apples", "--index", index, "--jsonl"))
    (article,) = documents(morgue("show", hit["id"], "--index", index, "--json"))
    assert (article["id"], article["body"]) == (hit["id"], "Apples were sold at the market.")
    text = morgue("show", hit["id"], "--index", index).stdout
    assert text.startswith("Market day\nValley Times · Town · en\n2022-05-03")
    assert "\nApples were sold at the market.\n" in text
    assert f"id      {hit['id']}\n" in text


def test_an_unknown_id_ends_with_1(index: str) -> None:
    result = morgue("show", "nosuchid\x1b[2J", "--index", index)
    assert result.exit_code == 1
    assert "nosuchid" in result.stderr
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("command", [("search", "x"), ("show", "x"), ("stats",), ("check",), ("serve",)])
def test_without_an_index_every_reader_ends_with_4_and_names_the_remedy(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    result = morgue(*command, "--index", str(tmp_path / "none"))
    assert result.exit_code == 4
    assert result.stdout == ""
    assert "morgue rebuild" in result.stderr


def test_stats_tell_what_the_index_holds(index: str) -> None:
    (stats,) = documents(morgue("stats", "--index", index, "--json"))
    assert (stats["articles"], stats["undated"], stats["first"], stats["last"], stats["files"]) == (
        5,
        1,
        "2021-03-01",
        "2022-05-03",
        1,
    )
    assert stats["sources"][0] == {"value": "Harbour Post", "count": 3}
    assert stats["formats"] == [{"value": "json", "count": 5}]
    assert stats["rejects"] == []
    text = morgue("stats", "--index", index).stdout
    assert "2021-03-01 to 2022-05-03" in text
    assert "3  Harbour Post" in text


def test_a_sound_index_is_told_to_be(index: str) -> None:
    result = morgue("check", "--index", index)
    assert (result.exit_code, result.stdout) == (0, "The index is sound.\n")
    assert documents(morgue("check", "--index", index, "--json")) == [{"sound": True, "problems": []}]


def test_damage_is_found_and_ends_with_4(tmp_path: Path) -> None:
    where = ("--index", str(tmp_path / "index"))
    assert morgue("rebuild", str(write_stories(tmp_path / "news")), *where, "--quiet").exit_code == 0
    largest = max(
        (path for path in (tmp_path / "index/generations").rglob("*") if path.is_file()),
        key=lambda path: path.stat().st_size,
    )
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 0xFF
    largest.write_bytes(data)
    result = morgue("check", *where)
    assert result.exit_code == 4
    assert largest.name in result.stdout
    assert "damaged" in result.stderr


def test_formats_are_listed_with_what_they_may_be_packed_in() -> None:
    (listed,) = documents(morgue("formats", "--json"))
    assert {"json", "reuters-sgml"} <= {row["name"] for row in listed["formats"]}
    assert all(row["description"] for row in listed["formats"])
    assert listed["containers"] == ["zip", "tar", "gzip", "bzip2", "xz", "Zstandard"]
    text = morgue("formats").stdout
    assert all(row["name"] in text for row in listed["formats"])


# What a terminal is spared


HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m‮evil\u2028line\x00\x7f"


def test_control_characters_of_articles_never_reach_the_terminal(tmp_path: Path) -> None:
    story = {
        **STORIES[0],
        "headline": f"Ferry {HOSTILE}",
        "source": f"Post {HOSTILE}",
        "byline": HOSTILE,
        "text": f"The ferry {HOSTILE} sailed.",
    }
    where = ("--index", str(tmp_path / "index"))
    write_stories(tmp_path / f"news{HOSTILE[:-2]}".replace("/", ""), (story,))
    assert morgue("rebuild", str(tmp_path), *where, "--quiet").exit_code == 0
    (hit,) = documents(morgue("search", "ferry", *where, "--jsonl"))
    for arguments in (("search", "ferry"), ("show", hit["id"]), ("stats",), ("rebuild", str(tmp_path))):
        result = morgue(*arguments, *where)
        assert result.exit_code == 0
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028]", result.output), arguments
        assert "\\x9b" in result.output or arguments[0] == "rebuild"


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("日本語の新聞", 6, ["日本語", "の新聞"]),
        ("e\u0301e\u0301e\u0301 x", 5, ["e\u0301e\u0301e\u0301 x"]),
        ("", 5, []),
        ("a\nb\tc", 5, ["a b c"]),
        ("\x1b[1m", 10, ["\\x1b[1m"]),
    ],
)
def test_text_is_wrapped_by_columns(text: str, room: int, lines: list[str]) -> None:
    assert list(wrap(text, room)) == lines


def test_marks_stay_whole_over_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    lines = ["the \x1b[1mold\x1b[0m", "\x1b[1mferry\x1b[0m", "line"]
    assert list(wrap("the old ferry line", 9, [(4, 13)])) == lines


@pytest.mark.parametrize(
    "text, taken",
    [("ferry", 5), ("日本語", 6), ("신문", 4), ("\u1112\u1161\u11ab", 2), ("cafe\u0301", 4), ("Bãi", 3), ("👨\u200d👩\u200d👧", 2), ("❤\ufe0f", 2), ("🇩🇪", 2), ("👍🏽", 2), ("क्षि", 2), ("ｱ", 1), ("Ａ", 2), ("", 0)],
)  # fmt: skip
def test_columns_are_those_that_a_terminal_shows(text: str, taken: int) -> None:
    assert columns(text) == taken
    assert pad(text, 8) == text + " " * (8 - taken) and pad(text, 8, right=True) == " " * (8 - taken) + text
    assert beginning(text * 5, 4 * taken) == text * 4 == ending(text * 5, 4 * taken)


@given(st.text(), st.integers(1, 30))
def test_no_line_is_wider_than_its_room(text: str, room: int) -> None:
    assert columns(cut(text, room)) <= room
    assert columns(beginning(safe(text), room)) <= room >= columns(ending(safe(text), room))
    # what is escaped may stay whole, and a wide character has no half
    assert all(columns(line) <= max(room, 10) for line in wrap(text, room))


def test_long_lines_are_cut_to_their_columns() -> None:
    assert cut("👨\u200d👩\u200d👧👨\u200d👩\u200d👧", 3) == "👨\u200d👩\u200d👧…"
    assert cut("Ferry sails", 20) == "Ferry sails"
    assert cut("Ferry sails", 6) == "Ferry…"
    assert cut("日本語の新聞", 6) == "日本…"
    assert safe("a\nb\u202ec") == "a b\\u202ec"


# Pipes, signals, terminals


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    write_stories(tmp_path / "n", STORIES * 2_000)
    running = process("parse", str(tmp_path / "n"))
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(30) == 0
    running.stderr.close()


def test_ctrl_c_ends_with_130_and_the_old_index_answers(tmp_path: Path) -> None:
    where = ("--index", str(tmp_path / "index"))
    assert morgue("rebuild", str(write_stories(tmp_path / "news")), *where, "--quiet").exit_code == 0
    write_stories(tmp_path / "news/more", STORIES * 20_000)
    running = process("rebuild", str(tmp_path / "news"), *where)
    patience = time.monotonic() + 60
    while len(list((tmp_path / "index/generations").iterdir())) < 2 and time.monotonic() < patience:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    output, errors = running.communicate(timeout=30)
    assert running.returncode == 130
    assert output == b""
    assert b"Traceback" not in errors
    assert errors.strip() == b"morgue: stopped"
    assert documents(morgue("stats", *where, "--json"))[0]["articles"] == 5


def test_ctrl_c_in_the_midst_of_a_late_import_ends_with_130_too(tmp_path: Path) -> None:
    program = """
import signal
from indexer.console.cli import main

@main.command()
def interrupted() -> None:
    exec("signal.raise_signal(signal.SIGINT)")

main(["interrupted"])
"""
    (tmp_path / "late.py").write_text(program, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "late"], env=environment, capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr.strip()) == (130, b"morgue: stopped")


def read_terminal(arguments: list[str], columns: int = 60) -> tuple[str, int]:
    """What a command writes where standard error and output are one terminal, and its exit code."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR")}
    running = subprocess.Popen(
        [sys.executable, "-m", "indexer", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**environment, "TERM": "xterm"},
    )
    os.close(theirs)
    written = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            written += os.read(ours, 65_536)
        except OSError:
            break
    os.close(ours)
    return written.decode(), running.wait(10)


def test_a_terminal_gets_a_progress_bar_bold_marks_and_its_width(tmp_path: Path) -> None:
    where = ["--index", str(tmp_path / "index")]
    write_stories(tmp_path / "news", STORIES * 300)
    written, code = read_terminal(["rebuild", str(tmp_path / "news"), *where])
    assert code == 0
    assert re.search(r"\r\x1b\[K\[#*-*\] +\d+%  \d of 1 files", written)
    assert written.rstrip().splitlines()[-1].split("\x1b[K")[-1].startswith("1,500 articles in the index")
    quiet, code = read_terminal(["rebuild", str(tmp_path / "news"), *where, "--quiet"])
    assert (quiet, code) == ("", 0)
    found, code = read_terminal(["search", "ferry", *where])
    assert code == 0
    assert "\x1b[1mferry\x1b[0m" in found
    assert max(len(re.sub(r"\x1b\[\d*m", "", line)) for line in found.splitlines()) <= 60


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((0, 22, 0, 0, 1_000, 0.1), "[--------------------]   0%  0 of 22 files, 0 articles"),
        (
            (13, 22, 12_345, 600, 1_000, 3.0),
            "[############--------]  60%  13 of 22 files, 12,345 articles, 4,115 a second",
        ),
        ((1, 1, 5, 0, 0, 0.1), "[####################] 100%  1 of 1 files, 5 articles; writing the index"),
        ((0, 0, 0, 0, 0, 0.1), "[####################] 100%  0 of 0 files, 0 articles; writing the index"),
    ],
)
def test_progress_in_words(numbers: tuple[int, int, int, int, int, float], text: str) -> None:
    assert progress_text(*numbers) == text


def test_no_progress_is_drawn_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressLine(quiet=False) as progress:
        progress(1, 2, 3, 4, 5)
    assert capsys.readouterr().err == ""


# Serving


def wait_for_line(running: subprocess.Popen[bytes]) -> str:
    assert running.stderr is not None
    assert select.select([running.stderr], [], [], 30)[0]
    return running.stderr.readline().decode()


@pytest.fixture
def serve(index: str) -> Iterator[Callable[..., tuple[subprocess.Popen[bytes], str]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> tuple[subprocess.Popen[bytes], str]:
        started.append(process("serve", "--index", index, "--port", "0", *arguments))
        line = wait_for_line(started[-1])
        match = re.search(r"http://\S+", line)
        assert match, line
        return started[-1], match.group()

    yield start
    for running in started:
        running.kill()
        running.communicate()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_the_server_answers_and_stops_when_told(
    serve: Callable[..., tuple[subprocess.Popen[bytes], str]], number: int, code: int
) -> None:
    running, address = serve()
    assert address.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{address}api/v1/search?q=apples", timeout=10) as answer:
        assert json.load(answer)["total"] == 1
    running.send_signal(number)
    assert running.wait(10) == code


def children_of(running: subprocess.Popen[bytes], count: int, gone: int = 0) -> list[int]:
    """The ids of the processes that answer, once there are `count` of them, and not the one that is `gone`."""
    ends = time.monotonic() + 30
    while True:
        found = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text()
        children = [int(child) for child in found.split()]
        if len(children) == count and gone not in children:
            return children
        assert time.monotonic() < ends, children
        time.sleep(0.05)


@pytest.mark.parametrize("how", ["told", "killed"])
def test_several_processes_answer_on_one_port_and_end_together(
    serve: Callable[..., tuple[subprocess.Popen[bytes], str]], how: str
) -> None:
    running, address = serve("--processes", "3")
    for _ in range(20):
        with urllib.request.urlopen(f"{address}api/v1/search?q=apples", timeout=10) as answer:
            assert json.load(answer)["total"] == 1
    children = children_of(running, 3)
    running.send_signal(signal.SIGTERM if how == "told" else signal.SIGKILL)
    assert running.wait(10) == (0 if how == "told" else -signal.SIGKILL)
    ends = time.monotonic() + 10
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < ends, "a further process goes on without the first"
        time.sleep(0.05)


def test_a_process_that_dies_is_replaced_with_a_message_and_the_page_goes_on_answering(
    serve: Callable[..., tuple[subprocess.Popen[bytes], str]],
) -> None:
    running, address = serve("--processes", "2")
    before = children_of(running, 2)
    os.kill(before[0], signal.SIGKILL)
    told = wait_for_line(running)
    assert (
        told == f"Process {before[0]} of the server was killed by SIGKILL; another takes its place in 1 s.\n"
    )
    assert before[1] in children_of(running, 2, gone=before[0])
    os.kill(before[1], signal.SIGSTOP)  # so that the new one has to answer
    with urllib.request.urlopen(f"{address}api/v1/search?q=apples", timeout=10) as answer:
        assert json.load(answer)["total"] == 1
    os.kill(before[1], signal.SIGCONT)
    running.send_signal(signal.SIGTERM)
    assert running.wait(10) == 0


def test_an_address_in_use_ends_with_1_and_says_so(
    serve: Callable[..., tuple[subprocess.Popen[bytes], str]], index: str
) -> None:
    _, address = serve()
    port = address.rsplit(":", 1)[1].strip("/")
    _, errors = process("serve", "--index", index, "--port", port).communicate(timeout=30)
    assert b"cannot be listened on" in errors
    assert b"Traceback" not in errors
