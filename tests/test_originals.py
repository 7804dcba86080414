"""Original files over HTTP: the bytes that were indexed, or a page that says why not; and nothing else on the disk."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.engines import open_archive
from indexer.ingest import run
from indexer.ingest.originals import open_original
from indexer.settings import ReadingOptions
from search_web import create_app

PAGE = b"<html><body><script>alert(1)</script><h1>A quay opened</h1><p>The quay opened on Monday, and everybody came to see it.</p></body></html>"

Open = Callable[..., FlaskClient]


def story(word: str) -> bytes:
    return json.dumps({"id": f"urn:x:{word}", "title": word, "body": f"The {word} stood still."}).encode()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


@pytest.fixture
def client(news: Path, tmp_path: Path) -> Open:
    def start(*, given: bool = True) -> FlaskClient:
        archive = open_archive(str(tmp_path / "index"))
        run.rebuild(archive, (str(news),), ReadingOptions(), jobs=1)
        give = partial(open_original, archive) if given else None
        return create_app(archive, open_original=give).test_client()

    return start


def get(client: FlaskClient, title: str) -> TestResponse:
    hits = client.get(f"/api/v1/search?q=title:{title}").get_json()["hits"]
    assert len(hits) == 1
    return client.get(f"/article/{hits[0]['id']}/original", buffered=True)


def test_a_file_is_given_as_bytes_to_save_and_never_shown(client: Open, news: Path) -> None:
    (news / 'q"uay\u202e.html').write_bytes(PAGE)
    response = get(client(), "quay")
    assert response.status_code == 200
    assert response.data == PAGE
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == 'attachment; filename="q_uay_.html"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Length"] == str(len(PAGE))


def test_a_member_of_a_container_is_given_alone(client: Open, news: Path) -> None:
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w:gz") as tar:
        for word in ("crane", "barge"):
            info = tarfile.TarInfo(f"../../{word}.json")
            info.size = len(story(word))
            tar.addfile(info, io.BytesIO(story(word)))
    with zipfile.ZipFile(news / "all.zip", "w") as packed:
        packed.writestr("a/anchor.json", story("anchor"))
        packed.writestr("a/inner.tgz", inner.getvalue())
    running = client()
    assert get(running, "anchor").data == story("anchor")
    assert get(running, "barge").data == story("barge")


def test_two_members_of_one_name_are_not_mixed_up(client: Open, news: Path) -> None:
    with tarfile.open(news / "twice.tar", mode="w") as tar:
        for word in ("crane", "barge"):
            info = tarfile.TarInfo("same.json")
            info.size = len(story(word))
            tar.addfile(info, io.BytesIO(story(word)))
    response = get(client(), "barge")
    assert response.status_code == 410
    assert "more than one member" in response.text


def test_a_file_that_changed_or_went_is_not_given(client: Open, news: Path) -> None:
    (news / "a.json").write_bytes(story("crane"))
    (news / "b.json").write_bytes(story("barge"))
    running = client()
    (news / "a.json").write_bytes(story("crann"))
    changed = get(running, "crane")
    assert changed.status_code == 410
    assert "has changed since it was indexed" in changed.text
    (news / "b.json").unlink()
    gone = get(running, "barge")
    assert gone.status_code == 410
    assert "no longer where it was" in gone.text


def test_a_link_out_of_the_archive_is_not_followed_even_to_the_same_bytes(
    client: Open, news: Path, tmp_path: Path
) -> None:
    (news / "a.json").write_bytes(story("crane"))
    (tmp_path / "secret.json").write_bytes(story("crane"))
    running = client()
    (news / "a.json").unlink()
    (news / "a.json").symlink_to(tmp_path / "secret.json")
    response = get(running, "crane")
    assert response.status_code == 410
    assert "no longer lies below" in response.text


@pytest.mark.parametrize(
    "identifier",
    ["..", "..%2f..%2fetc%2fpasswd", "%00", "a" * 65, "nothing", "news%2fa.json", "'%20OR%201=1"],
)
def test_nothing_that_is_typed_becomes_a_path(client: Open, news: Path, identifier: str) -> None:
    (news / "a.json").write_bytes(story("crane"))
    assert client().get(f"/article/{identifier}/original").status_code == 404


def test_a_server_may_give_none(client: Open, news: Path) -> None:
    (news / "a.json").write_bytes(story("crane"))
    running = client(given=False)
    assert get(running, "crane").status_code == 404
    (hit,) = running.get("/api/v1/search?q=crane").get_json()["hits"]
    assert "Save the original" not in running.get(f"/article/{hit['id']}").text


def test_an_article_leads_to_its_original(client: Open, news: Path) -> None:
    (news / "a.json").write_bytes(story("crane"))
    running = client()
    (hit,) = running.get("/api/v1/search?q=crane").get_json()["hits"]
    assert f'href="/article/{hit["id"]}/original"' in running.get(f"/article/{hit['id']}").text


def test_a_file_with_a_removed_article_is_not_given(client: Open, news: Path, tmp_path: Path) -> None:
    (news / "a.jsonl").write_bytes(story("crane") + b"\n" + story("barge") + b"\n")
    with zipfile.ZipFile(news / "b.zip", "w") as packed:
        packed.writestr("anchor.json", story("anchor"))
        packed.writestr("mast.json", story("mast"))
    running = client()
    archive = open_archive(str(tmp_path / "index"))
    for word in ("barge", "mast"):
        (hit,) = running.get(f"/api/v1/search?q=title:{word}").get_json()["hits"]
        run.remove(archive, [hit["id"]])
    response = get(running, "crane")
    assert response.status_code == 410
    assert "taken out of the archive" in response.text
    assert get(running, "anchor").data == story("anchor"), "of a container only the member counts"
