"""The editor as it is served: to its own page alone, and nothing is written for anybody else."""

from __future__ import annotations

import io
import json
import os
import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from tests.editor.serving import Served, serving
from tests.photographs import photograph, saved
from tests.samples import MINIMAL
from tests.thorough import mostly, thorough

WORDS = MINIMAL.replace("topic:\n", "handouts: {card: yes}\ntopic:\n", 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic's folder, with a secret in a file beside it."""
    around = tmp_path_factory.mktemp("clinic")
    (around / "secret.html").write_text("secret")
    folder = around / "words"
    folder.mkdir()
    (folder / "content.yaml").write_text(WORDS, "utf-8")
    (folder / "output").mkdir()
    return folder


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Served]:
    """The editor of that clinic; no test may change what is in its folder, unless it says so."""
    with serving(folder) as served:
        yield served


def written(folder: Path) -> dict[str, bytes]:
    """Return all files of a clinic."""
    return {str(path): path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()}


# Who is refused


def test_its_own_page_is_answered(editor: Served) -> None:
    """The page, its sheet and its scripts are served, and name nothing that is elsewhere."""
    page = editor.ask("GET", "")
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    for path in ("static/editor.css", "static/editor.js", "state", "text", "versions"):
        answer = editor.ask("GET", path)
        assert answer.status == 200, path
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("below", ["/", "/wrong/", "//", "/%00/", "/secret"])
def test_without_the_secret(editor: Served, folder: Path, below: str) -> None:
    """Whoever does not know the secret is answered nothing, and changes nothing."""
    before = written(folder)
    for method, path in (("GET", ""), ("GET", "state"), ("POST", "save"), ("POST", "done")):
        answer = editor.ask(method, path, {"revision": 1}, below=below)
        assert (answer.status, answer.body) == (404, b"No.")
    assert written(folder) == before
    assert editor.process.poll() is None


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://example.com"},
        {"origin": "null"},
        {"origin": None},
        {"origin": "http://127.0.0.1:1"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"host": "example.com"},
        {"host": "127.0.0.1.example.com:80"},
        {"host": ""},
    ],
    ids=str,
)
def test_from_elsewhere(editor: Served, folder: Path, headers: dict[str, str | None]) -> None:
    """A request of another page, or by another name, is refused, even with the secret."""
    before = written(folder)
    for path in ("edit", "save", "text", "publish", "picture?name=a.png", "done"):
        answer = editor.ask("POST", path, {"revision": 1, "text": "x"}, **headers)
        assert (answer.status, answer.body) in ((403, b"No."), (421, b"No."))
    assert written(folder) == before
    assert editor.process.poll() is None


def test_other_pages_cannot_read(editor: Served) -> None:
    """No answer lets another origin read it, and a page elsewhere that asks is refused."""
    for origin in ("http://example.com", "null"):
        answer = editor.ask("GET", "state", origin=origin)
        assert answer.status == 403
        assert "access-control-allow-origin" not in answer.headers


def test_this_computer_alone(editor: Served) -> None:
    """It listens on the loopback address: no other computer reaches it."""
    port = int(editor.host.rpartition(":")[2])
    others = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None)}
    for address in others - {"127.0.0.1", "::1"}:
        with socket.socket() as asking:
            asking.settimeout(1)
            assert asking.connect_ex((str(address), port)) != 0


@pytest.mark.parametrize("where", ["output", "static"])
@pytest.mark.parametrize(
    "name",
    [
        "../secret.html",
        "../../secret.html",
        "..%2fsecret.html",
        "%2e%2e/%2e%2e/secret.html",
        "....//secret.html",
        "/etc/passwd",
        "..\\secret.html",
        "../content.yaml",
        "%00.html",
        "link.html",
    ],
)
def test_names_that_lead_elsewhere(editor: Served, folder: Path, where: str, name: str) -> None:
    """No file outside the output is served, by dots, by links, or by a whole path."""
    link = folder / "output" / "link.html"
    if not link.is_symlink():
        link.symlink_to(folder.parent / "secret.html")
    answer = editor.ask("GET", f"{where}/{name}")
    assert answer.status == 404
    assert b"secret" not in answer.body


# What is refused


def test_requests_that_are_none(editor: Served, folder: Path) -> None:
    """What is no JSON, no such request or no such change is refused in a sentence."""
    before, state = written(folder), editor.state()
    now = {"revision": state["revision"]}
    wrong = [
        ("edit", b"{"),
        ("edit", b"\xff"),
        ("edit", now | {"edits": [{"do": "burn", "path": []}]}),
        ("edit", now | {"edits": [{"do": "set", "path": [-1], "value": ""}]}),
        ("edit", now | {"edits": [{"do": "remove", "path": []}]}),
        ("edit", now | {"edits": [{"do": "set", "path": ["clinic", "name"], "value": 3}]}),
        ("edit", {"edits": []}),
        ("text", now),
        ("restore", now | {"name": "../../secret"}),
        ("open", now | {"file": "../secret.html"}),
        ("new", now | {"topic": "", "template": "blank"}),
        ("new", now | {"topic": "Sleep", "template": "../blank"}),
        ("translation", {"language": "../x", "revision": "", "texts": {}}),
        ("start", now | {"facts": {}}),
    ]
    for path, data in wrong:
        answer = editor.ask("POST", path, data)
        assert answer.status in (400, 422), path
        assert answer.data["error"]
    assert written(folder) == before
    assert editor.state() == state


def test_words_that_have_changed(editor: Served, folder: Path) -> None:
    """A change of words that are not the latest is refused with those that are."""
    before = written(folder)
    edits = [{"do": "set", "path": ["clinic", "name"], "value": "Mine"}]
    answer = editor.ask("POST", "edit", {"revision": 0, "edits": edits})
    assert (answer.status, answer.data) == (409, editor.state())
    assert editor.ask("POST", "publish", {"revision": 0}).data == {"error": "not-saved"}
    assert editor.ask("GET", "preview?format=card&revision=0").status == 409
    assert written(folder) == before


@pytest.mark.parametrize("path", ["edit", "text", "save", "translation"])
def test_too_much(editor: Served, folder: Path, path: str) -> None:
    """A request that is larger than any that the page makes is refused before it is read."""
    before = written(folder)
    answer = editor.ask("POST", path, b'{"text": "' + b"x" * 3_000_000 + b'"}')
    assert answer.status == 413
    assert written(folder) == before


def test_hostile_pictures(editor: Served, folder: Path) -> None:
    """Pictures that are too large, none, or hold scripts are refused, and nothing is written."""
    before = written(folder)
    script = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    shot = saved(photograph(60, 40), "PNG")
    for data in (shot.ljust(50_000_000, b"\0"), b"", b"no picture", b"GIF89a", script, shot[:300]):
        answer = editor.ask("POST", "picture?name=door.png", data)
        assert answer.status in (400, 413), data[:20]
        assert answer.data["error"]
    assert written(folder) == before


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("../../Our Door.PNG", "our-door.png"),
        ("..\\..\\evil.yaml", "evil.png"),
        (".htaccess", "htaccess.png"),
        ("Tür\u202e&<b>.jpeg", "tur-b.png"),
        ("", "picture.png"),
        ("%00", "00.png"),
    ],
)
def test_names_of_pictures(editor: Served, folder: Path, name: str, wanted: str) -> None:
    """A picture lies beside the content under a plain name with its true ending, and replaces none.

    The same one is not kept twice.
    """
    there = set(folder.iterdir())
    shot = saved(photograph(60, 40), "PNG")
    (folder / wanted).write_bytes(b"another one")
    files = [editor.ask("POST", f"picture?name={quote(name)}", shot).data["file"] for _ in range(2)]
    other = Path(wanted)
    assert files == [f"{other.stem}-2{other.suffix}"] * 2
    assert (folder / wanted).read_bytes() == b"another one"
    assert (folder / files[0]).read_bytes() == shot
    assert set(folder.iterdir()) - there == {folder / wanted, folder / files[0]}
    for path in set(folder.iterdir()) - there:
        path.unlink()


# What it does


@thorough
def test_scripts_in_texts(tmp_path: Path) -> None:
    """A script in a text stays a text, in the form and on the page beside it."""
    (tmp_path / "content.yaml").write_text(WORDS, "utf-8")
    text = "<script>document.title = 'x'</script> ${7*7} {{7*7}}"
    with serving(tmp_path) as editor:
        state = editor.set("topic.name", text).data
        assert json.dumps(text)[1:-1] in json.dumps(state["form"])
        preview = editor.ask("GET", f"preview?format=card&revision={state['revision']}")
        assert preview.headers["content-type"] == "application/json"
        assert editor.ask("GET", "").body.count(b"<script") == 1


def test_a_change_is_seen_saved_and_published(tmp_path: Path) -> None:
    """What is typed is on the page beside it, in the file once it is saved, and in the output."""
    (tmp_path / "content.yaml").write_text(WORDS, "utf-8")
    with serving(tmp_path) as editor:
        state = editor.set("clinic.name", "Another Clinic").data
        assert (state["saved"], state["clinic"]) == (False, "Another Clinic")
        preview = editor.ask("GET", f"preview?format=card&revision={state['revision']}").data
        assert preview["published"]
        places = [place["path"] for page in preview["pages"] for place in page["places"]]
        assert "clinic.name" in places
        picture = editor.ask("GET", preview["pages"][0]["src"])
        assert Image.open(io.BytesIO(picture.body)).format == "PNG"
        at = f"format=card&revision={state['revision']}"
        pages = editor.ask("GET", f"pictures?{at}").data["pages"]
        assert [page["src"] for page in pages] == [page["src"] for page in preview["pages"]]
        refused = editor.act("publish")
        assert (refused.status, refused.data) == (409, {"error": "not-saved"})
        assert editor.act("save").data["saved"]
        assert "Another Clinic" in (tmp_path / "content.yaml").read_text("utf-8")
        published = editor.act("publish").data
        assert published["clean"]
        desk = editor.ask("GET", published["desk"])
        assert b"Another Clinic" in desk.body
        assert editor.ask("GET", "output/card.pdf").body.startswith(b"%PDF")


@thorough
def test_it_is_shared_for_review(tmp_path: Path) -> None:
    """A page for reviewers is made with the drafts, and the comments that come back are read."""
    (tmp_path / "content.yaml").write_text(WORDS, "utf-8")
    with serving(tmp_path) as editor:
        shared = editor.act("share").data
        page = editor.ask("GET", shared["page"])
        assert page.status == 200
        assert b"Example Clinic" in page.body
        digest = re.search(r"[0-9a-f]{64}", page.body.decode())
        assert digest
        section = {"path": "topic.sections.habits", "title": "What can help", "right": False}
        comments = {
            "kind": "brochures-review",
            "version": 1,
            "file": "content.yaml",
            "digest": digest[0],
            "by": "Dr. Jane Doe",
            "qualification": "",
            "on": "2026-11-28",
            "sections": [{**section, "comment": "Say how dark."}],
        }
        review = editor.ask("POST", "review", comments).data
        assert (review["by"], review["current"]) == ("Dr. Jane Doe", True)
        assert [each["comment"] for each in review["sections"]] == ["Say how dark."]
        for data in (b"", b"{}", b"<html>"):
            refused = editor.ask("POST", "review", data)
            assert refused.status == 400
            assert refused.data["error"]
    assert (tmp_path / "output" / "drafts" / "card.pdf").is_file()
    assert not (tmp_path / "output" / "card.pdf").exists()


@thorough
def test_done_ends_it(tmp_path: Path) -> None:
    """The page's Done ends the program, which says so."""
    (tmp_path / "content.yaml").write_text(WORDS, "utf-8")
    with serving(tmp_path) as editor:
        assert editor.ask("POST", "done", {}).status == 200
        assert editor.process.wait(10) == 0


@pytest.mark.parametrize("text", mostly(["topic: [", "\t", ""], ""))
def test_a_broken_file_is_opened(tmp_path: Path, text: str) -> None:
    """A file with mistakes, or an empty one, is opened, and can be fixed in the text view."""
    (tmp_path / "content.yaml").write_text(text, "utf-8")
    with serving(tmp_path) as editor:
        assert editor.state()["problems"]
        state = editor.act("text", text=WORDS).data
        assert (state["readable"], state["problems"]) == (True, [])
        editor.act("save")
    assert (tmp_path / "content.yaml").read_text("utf-8") == WORDS


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    """What is no text is refused in a sentence, before anything is served."""
    (tmp_path / "content.yaml").write_bytes(b"\xff\xfe\0")
    with pytest.raises(AssertionError, match="UTF-16"), serving(tmp_path):
        pass


def _save_and_kill(editor: Served, revision: int, seconds: float) -> None:
    """Ask the editor to save, and kill it so many seconds later."""
    host, port = editor.host.split(":")
    body = json.dumps({"revision": revision})
    lines = (
        f"POST {editor.secret}save HTTP/1.1",
        f"Host: {editor.host}",
        f"Origin: http://{editor.host}",
        f"Content-Length: {len(body)}",
        "",
        body,
    )
    with socket.create_connection((host, int(port))) as asking:
        asking.sendall("\r\n".join(lines).encode())
        asking.settimeout(seconds)
        with suppress(TimeoutError, BlockingIOError):
            asking.recv(1)
        editor.process.kill()
        editor.process.wait()


@thorough
@pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX does it")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Killed while it saves, the file is the old one or the new one, and opens again."""
    file = tmp_path / "content.yaml"
    file.write_text(WORDS, "utf-8")
    texts = {WORDS}
    for number in range(12):
        # It does not end well.
        with suppress(AssertionError), serving(tmp_path) as editor:
            state = editor.set("clinic.name", f"Clinic {number}").data
            texts.add(editor.ask("GET", "text").data["text"])
            _save_and_kill(editor, state["revision"], 0.002 * number)
        assert file.read_text("utf-8") in texts
    kept = (tmp_path / ".versions" / "content.yaml").glob("[0-9]*")
    assert {path.read_text("utf-8") for path in kept} <= texts
