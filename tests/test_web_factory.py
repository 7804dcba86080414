"""How the application is made: by `flask --app search_web run`, from the environment, for a searcher's zone."""

from __future__ import annotations

from pathlib import Path

import pytest
from canned_archive import CannedArchive
from flask import Flask
from flask.cli import ScriptInfo

from indexer.errors import InputError
from search_web import create_app


def test_flask_finds_the_application_by_the_name_of_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MORGUE_INDEX", str(tmp_path / "nothing"))
    app = ScriptInfo(app_import_path="search_web").load_app()
    assert isinstance(app, Flask)
    assert app.test_client().get("/healthz").status_code == 200


def test_the_index_that_the_environment_names_is_opened_when_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MORGUE_INDEX", str(tmp_path / "nothing-here"))
    response = create_app().test_client().get("/")
    assert response.status_code == 503
    text = response.get_data(as_text=True)
    assert "nothing-here" in text
    assert "morgue rebuild" in text


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "Europe/", "\x00"])
def test_an_unknown_zone_is_refused_with_an_example(zone: str) -> None:
    with pytest.raises(InputError, match="Europe/Berlin"):
        create_app(CannedArchive(), timezone=zone)


def test_today_is_the_day_in_the_searcher_s_zone() -> None:
    east, west = CannedArchive(), CannedArchive()
    for archive, zone in ((east, "Pacific/Kiritimati"), (west, "Etc/GMT+12")):
        response = create_app(archive, timezone=zone).test_client().get("/search?from=today")
        assert response.status_code == 200
    first, second = (archive.engine.asked[0].filters.first for archive in (east, west))
    assert first and second
    assert first > second, "26 hours lie between the two zones, so it is never the same day"
