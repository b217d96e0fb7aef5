"""The example that serves a model by Express: set up, asked and stopped as its README says."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import docs
from tests.conftest import ROOT
from tests.examples.projects import commands, environment, project_in, run
from tfjs_bridge.artifact.folder import check_artifact

pytestmark = [
    pytest.mark.slow,
    pytest.mark.node,
    pytest.mark.needs("jax"),
    pytest.mark.skipif(sys.platform == "win32", reason="symbolic links and signals"),
]

_NAME = "express-service"
_FLAT = {"area": 62, "rooms": 3, "age": 48, "minutes": 12}


@dataclass(frozen=True)
class Service:
    """A server that runs.

    Attributes:
        port: Where it listens.
        process: The server.
    """

    port: int
    process: subprocess.Popen[str]

    def ask(
        self, method: str, path: str, body: str | None = None, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Send a request, as JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"Content-Type": "application/json", **headers}
        connection.request(method, path, body, {k.replace("_", "-"): v for k, v in sent.items()})
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        return response, answer

    def predict(self, body: str) -> tuple[int, dict[str, Any]]:
        """Post a body, and return the status and the answer."""
        response, answer = self.ask("POST", "/predict", body)
        return response.status, json.loads(answer)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the example is, and writes to."""
    return project_in(tmp_path_factory.mktemp("clone"), _NAME)


@pytest.fixture(scope="module")
def trained(clone: Path, node: str) -> str:
    """What the script printed; the packages are installed."""
    train, install, start = [words for words in commands(_NAME) if words[0] != "curl"]
    assert start == ["node", f"examples/{_NAME}/server.mjs"]
    run(install, clone, node)
    return run(train, clone, node)


@contextmanager
def _started(clone: Path, node: str) -> Iterator[Service]:
    command = [node, f"examples/{_NAME}/server.mjs"]
    env = environment(PORT="0")
    with subprocess.Popen(
        command, cwd=clone, env=env, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.fullmatch(r"listening on http://127\.0\.0\.1:(\d+)/\n", line)
            assert found is not None
            yield Service(int(found[1]), process)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def service(clone: Path, node: str, trained: str) -> Iterator[Service]:
    """The server of most tests."""
    del trained
    with _started(clone, node) as it:
        yield it


def test_it_learns_and_the_artifact_is_whole(trained: str, clone: Path) -> None:
    """It is better than the plainest guess by far."""
    found = re.search(r"mean error: (\d+) euros; by the mean price .*: (\d+)\n", trained)
    assert found is not None
    assert int(found[1]) < int(found[2]) / 2
    check_artifact(clone / "exported" / _NAME)


def test_the_readmes_requests_are_answered(service: Service, trained: str) -> None:
    """With Keras's rent, with what is wrong, and with the self-test."""
    asked = [words for words in commands(_NAME) if words[0] == "curl"]
    address = f"http://127.0.0.1:{service.port}/"
    answers = [
        subprocess.run(
            [word.replace("http://127.0.0.1:3000/", address) for word in (*words, "--silent")],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for words in asked
    ]
    (shown,) = docs.blocks(ROOT / "examples" / _NAME / "README.md", "text")
    rent, problem, health = shown.splitlines()
    by_keras = re.search(r"'minutes': 12}: (\S+)\n", trained)
    assert by_keras is not None
    assert json.loads(answers[0]) == {"rent": pytest.approx(float(by_keras[1]), abs=0.011)}
    assert json.loads(rent).keys() == json.loads(answers[0]).keys()
    assert answers[1] == problem
    assert answers[2].startswith(health.partition("{...}")[0])
    assert json.loads(answers[2])["selfTest"]["largestDifference"] < 1e-6


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({**_FLAT, "rooms": None}, "rooms: expected a number from 1 to 6, got null"),
        ({**_FLAT, "age": -1}, "age: expected a number from 0 to 120, got -1"),
        ({**_FLAT, "minutes": [12]}, "minutes: expected a number from 2 to 60, got [12]"),
        ({"area": 62}, "rooms: expected a number from 1 to 6, got nothing"),
        ({**_FLAT, "Area": 1}, "Area: not an input; expected area, rooms, age, minutes"),
        ({**_FLAT, "constructor": 1}, "constructor: not an input; expected area, rooms, "),
        ([62, 3, 48, 12], 'body: expected application/json such as {"area": 62, '),
        ("{", "body: Expected property name or '}' in JSON"),
        ('{"area": 1e999, "rooms": 3}', "area: expected a number from 20 to 140, got "),
    ],
    ids=["null", "range", "array", "missing", "unknown", "inherited", "list", "JSON", "infinite"],
)
def test_a_wrong_body_is_refused_by_the_inputs_name(
    service: Service, body: object, problem: str
) -> None:
    """And the server goes on."""
    status, answer = service.predict(body if isinstance(body, str) else json.dumps(body))
    assert status == 400
    assert answer["error"].startswith(problem)


def test_too_much_and_the_wrong_place_are_refused(service: Service) -> None:
    """With the status that says so, as JSON."""
    response, answer = service.ask("POST", "/predict", json.dumps({"area": "x" * 20_000}))
    assert (response.status, answer) == (413, b'{"error":"body: request entity too large"}')
    for path in ("/nothing", "/model/", "/model/%2e%2e/%2e%2e/web/package.json"):
        response, answer = service.ask("GET", path)
        assert response.status == 404
        assert json.loads(answer)["error"].endswith(": not found")


def test_browsers_get_the_artifact(service: Service, node: str) -> None:
    """Asked again, the server sends nothing anew; what it sends is proven where it arrives."""
    response, _ = service.ask("GET", "/model/metadata.json")
    assert response.getheader("Cache-Control") == "no-cache"
    assert response.getheader("Access-Control-Allow-Origin") == "*"
    tag = response.getheader("ETag") or ""
    again, answer = service.ask("GET", "/model/metadata.json", If_None_Match=tag)
    assert (again.status, answer) == (304, b"")
    library = (ROOT / "web" / "dist" / "package" / "node.mjs").as_uri()
    code = f"""import {{ loadModel }} from '{library}';
    const model = await loadModel('http://127.0.0.1:{service.port}/model');
    console.log((await model.predict({json.dumps(_FLAT)})).rent[0].toFixed(2));"""
    command = [node, "--input-type=module", "--eval", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert float(done.stdout) == service.predict(json.dumps(_FLAT))[1]["rent"]


def _connection(service: Service) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", service.port, timeout=20)


def _ask_until_refused(service: Service) -> None:
    for _ in range(100):
        service.ask("GET", "/health")
        time.sleep(0.05)


def test_it_ends_once_it_has_answered(clone: Path, node: str, trained: str) -> None:
    """A request that has begun is answered; a connection that only waits holds nothing up."""
    del trained
    body = json.dumps(_FLAT).encode()
    with (
        _started(clone, node) as service,
        closing(_connection(service)) as idle,
        closing(_connection(service)) as begun,
    ):
        idle.request("GET", "/health")
        idle.getresponse().read()
        begun.putrequest("POST", "/predict")
        begun.putheader("Content-Type", "application/json")
        begun.putheader("Content-Length", str(len(body)))
        begun.endheaders(body[:10])
        assert service.ask("GET", "/health")[0].status == 200  # so the one before has arrived
        service.process.send_signal(signal.SIGTERM)
        with pytest.raises(ConnectionError):
            _ask_until_refused(service)
        assert service.process.poll() is None
        begun.send(body[10:])
        response = begun.getresponse()
        assert (response.status, "rent" in json.loads(response.read())) == (200, True)
        begun.close()  # or the server would wait five seconds for another request of it
        assert service.process.wait(timeout=20) == 0


def test_a_damaged_artifact_is_not_served(clone: Path, node: str, trained: str) -> None:
    """The program ends, and names the file."""
    del trained
    damaged = clone / "damaged"
    damaged.mkdir()
    for file in (clone / "exported" / _NAME).iterdir():
        data = bytearray(file.read_bytes())
        data[-1] ^= file.suffix == ".bin"
        (damaged / file.name).write_bytes(data)
    command = [node, f"examples/{_NAME}/server.mjs", str(damaged)]
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.search(r"\.bin: damaged or changed; expected SHA-256", done.stderr)
