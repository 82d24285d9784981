"""Who is let in, what is served, and that everything ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys

import pytest
import websocket
from learning import learning
from toysite import clean_environment, eventually, processes_with

pytestmark = pytest.mark.newest


@pytest.fixture(scope="module")
def known(learn):
    """The headers of a browser that was let in."""
    return learn.enter()


def start_kernel(learn, headers):
    status, _, text = learn.ask("/api/kernels", "POST", '{"name": "jax101"}', **headers)
    assert status == 201, text
    return json.loads(text)["id"]


def channels_open(learn, kernel, **options):
    """Whether a kernel's channels open to who asks so; refused with 403 otherwise."""
    with socket.create_connection(("127.0.0.1", learn.port), timeout=20) as connection:
        address = f"ws://127.0.0.1:{learn.port}/api/kernels/{kernel}/channels"
        try:
            websocket.create_connection(address, socket=connection, **options)
        except websocket.WebSocketBadStatusException as refusal:
            assert refusal.status_code == 403
            return False
        return True


# Who is let in -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/index.html", "/", "/workbench/client/page.js", "/api/kernels"])
def test_nobody_without_a_token(learn, path):
    status, _, text = learn.ask(path)
    assert status == 403
    assert "Front page" not in text


@pytest.mark.parametrize("path", ["/login?code=wrong", "/login", "/index.html?token=wrong"])
def test_nobody_with_a_wrong_token(learn, path):
    assert learn.ask(path)[0] == 403


def test_an_address_works_once_and_is_kept_nowhere(small_site, tmp_path):
    with learning(small_site, tmp_path) as learn:
        first = learn.address.partition(str(learn.port))[2]
        status, headers, _ = learn.ask(first)
        assert status == 302
        assert headers["Location"] == "/index.html"
        assert "HttpOnly" in headers["Set-Cookie"]
        assert "SameSite=Strict" in headers["Set-Cookie"]
        assert learn.ask(first)[0] == 403
        assert not eventually(lambda: learn.address.endswith(first), 5)
        learn.enter()
    left = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert not left


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com:80", "0x7f000001"])
def test_another_name_for_this_machine_is_refused(learn, known, host):
    assert learn.ask("/index.html", **{**known, "Host": host})[0] == 403
    assert learn.ask("/api/kernels", **{**known, "Host": host})[0] == 403
    kernel = start_kernel(learn, known)
    assert not channels_open(learn, kernel, host=host, cookie=known["Cookie"])
    assert learn.ask(f"/api/kernels/{kernel}", "DELETE", **known)[0] == 204


@pytest.mark.parametrize("origin", ["http://example.com", "null", "http://127.0.0.1:1"])
def test_another_site_s_page_is_refused(learn, known, origin):
    body = '{"name": "jax101"}'
    status, _, _ = learn.ask("/api/kernels", "POST", body, **{**known, "Origin": origin})
    assert status in (403, 404)
    kernel = start_kernel(learn, known)
    own = f"http://127.0.0.1:{learn.port}"
    assert channels_open(learn, kernel, origin=own, cookie=known["Cookie"])
    assert not channels_open(learn, kernel, origin=origin, cookie=known["Cookie"])
    assert learn.ask(f"/api/kernels/{kernel}", "DELETE", **known)[0] == 204


def test_a_kernel_is_not_for_who_has_no_cookie(learn, known):
    kernel = start_kernel(learn, known)
    assert not channels_open(learn, kernel)
    assert learn.ask(f"/api/kernels/{kernel}", "DELETE", **known)[0] == 204


@pytest.mark.parametrize("path", ["/api/kernels", "/workbench/answers/pairwise"])
def test_a_change_needs_the_other_cookie_s_token(learn, known, path):
    without = {name: value for name, value in known.items() if name != "X-XSRFToken"}
    assert learn.ask(path, "POST", '{"text": "", "digest": ""}', **without)[0] == 403
    assert not (learn.folder / "pairwise.py").exists()


def test_it_listens_on_this_machine_alone(learn):
    others = {i[4][0] for i in socket.getaddrinfo(socket.gethostname(), learn.port)}
    for other in others - {"127.0.0.1", "::1"}:
        with socket.socket() as probe:
            probe.settimeout(5)
            assert probe.connect_ex((other, learn.port)) != 0


# What is served ----------------------------------------------------------------------------


def test_a_page_comes_with_the_client_and_may_load_nothing_else(learn, known):
    status, headers, text = learn.ask("/index.html", **known)
    assert status == 200
    assert text.index("workbench.js") < text.index("</head>") < text.index("Front page")
    assert headers["Content-Length"] == str(len(text))
    assert "default-src 'self'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/%2e%2e/secret.txt", "/_static/../../secret.txt", "/leads-out.txt",
        "//etc/passwd", "/etc/passwd", "/workbench/client/../kernels.py",
        "/workbench/client/%2e%2e/kernels.py", "/files/secret.txt", "/api/contents/secret.txt",
        "/workbench/answers/..%2fsecret", "/terminals/1", "/api/terminals", "/nbconvert/html/x",
    ],
)  # fmt: skip
def test_no_file_outside_of_what_is_served(learn, known, path):
    status, _, text = learn.ask(path, **known)
    assert status in (403, 404), text
    assert "secret" not in text.replace(path, "")
    assert "import" not in text


# Answers -----------------------------------------------------------------------------------


def test_an_answer_that_changed_elsewhere_is_not_written_over(learn, known):
    path = "/workbench/answers/jit_with_static_n"
    began = json.loads(learn.ask(path, **known)[2])
    assert not began["begun"]
    file = learn.folder / "jit_with_static_n.py"
    file.write_text("# from my editor\n")
    body = json.dumps({"text": "# from the page\n", "digest": began["digest"]})
    status, _, text = learn.ask(path, "POST", body, **known)
    assert status == 409
    assert json.loads(text)["text"] == "# from my editor\n"
    assert file.read_text() == "# from my editor\n"
    assert json.loads(learn.ask(path, **known)[2])["text"] == "# from my editor\n"


@pytest.mark.parametrize(
    "body, status",
    [("no JSON", 400), ("[]", 400), ('{"text": 1, "digest": ""}', 400), ("{}", 400)],
)
def test_a_body_that_is_none_is_refused_in_words(learn, known, body, status):
    given, _, text = learn.ask("/workbench/answers/pairwise", "POST", body, **known)
    assert given == status
    assert json.loads(text)["message"]


def test_an_answer_too_long_or_to_nothing_is_refused(learn, known):
    body = json.dumps({"text": "#" * 300_000, "digest": ""})
    assert learn.ask("/workbench/answers/pairwise", "POST", body, **known)[0] == 413
    status, _, text = learn.ask("/workbench/answers/pairwis", "POST", body, **known)
    assert status == 404
    assert "Did you mean pairwise" in json.loads(text)["message"]


def test_the_difference_comes_after_a_pass(learn, known):
    status, _, text = learn.ask("/workbench/answers/pairwise/difference", **known)
    assert status == 403
    assert "not passed yet" in text


def test_a_hint_counts_as_in_the_terminal(learn, known):
    learn.ask("/workbench/answers/safe_norm/hint", "POST", '{"number": 2}', **known)
    kept = json.loads((learn.folder / ".home" / "progress.json").read_text())
    assert kept["safe_norm"]["hints"] == 2
    assert json.loads(learn.ask("/workbench/progress", **known)[2])["safe_norm"]["hints"] == 2
    assert (
        learn.ask("/workbench/answers/safe_norm/hint", "POST", '{"number": 4}', **known)[0] == 400
    )


# Starting and ending -----------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything(small_site, tmp_path, number):
    with learning(small_site, tmp_path) as learn:
        headers = learn.enter()
        start_kernel(learn, headers)
        learn.ask("/workbench/answers/pairwise", **headers)  # the checker's process
        assert processes_with(str(tmp_path))
        os.kill(learn.process.pid, number)
        assert learn.process.wait(timeout=30) == 0
    left = eventually(lambda: processes_with(str(tmp_path)))
    assert not left


def refused(*options, cwd):
    done = subprocess.run(
        [sys.executable, "-m", "jax101", "learn", "--no-browser", *options],
        cwd=cwd, env=clean_environment(), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()


def test_a_port_that_is_taken(learn, small_site, tmp_path):
    (line,) = refused(str(small_site), "--port", str(learn.port), cwd=tmp_path)
    assert (
        line == f"jax101: Port {learn.port} is taken or not allowed; name a free one with --port."
    )


def test_no_site(tmp_path):
    (line,) = refused(cwd=tmp_path)
    assert line.startswith("jax101: There is no built site here.")


def test_no_folder_for_answers(small_site, tmp_path):
    (line,) = refused(str(small_site), "--folder", "nowhere", cwd=tmp_path)
    assert line == "jax101: There is no folder nowhere for your answers."


def test_what_it_needs_is_named_where_it_is_missing(small_site, tmp_path):
    code = "import sys; sys.modules['jupyter_server'] = None; sys.argv[1:] = ['learn', '.']\n"
    code += "from jax101.learner.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        env=clean_environment(),
    )  # fmt: skip
    assert done.returncode == 2
    assert 'pip install "jax101[learn]"' in done.stderr
