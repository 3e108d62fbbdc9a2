"""A real standalone Spark cluster on loopback: a master, two workers, and a Spark Connect server if need be."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which

LOOPBACK = "127.0.0.1"
_NOT_FOUND = 404
_SECONDS = 90
# Small: what is tried is that the pieces come together, not how fast.
_DEFAULTS = {
    "spark.driver.bindAddress": LOOPBACK,
    "spark.driver.host": LOOPBACK,
    "spark.driver.memory": "1g",
    "spark.executor.memory": "512m",
    "spark.executor.cores": "1",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
}


def why_not() -> str | None:
    """What is missing for a cluster; None where one can be started."""
    if find_spec("pyspark") is None:
        return "pyspark is not installed: make .venv/.engines"
    return None if which("java") else "there is no Java"


@dataclass
class Cluster:
    """A running cluster. `workers` are the processes, each the leader of a group that its executors belong to."""

    master_url: str
    status_url: str
    workers: list[subprocess.Popen[bytes]]

    def kill_a_worker(self) -> None:
        """End one worker and its executors at once, as a machine does that loses its power."""
        worker = self.workers.pop()
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def alive(self) -> int:
        """How many workers the master counts; none, while its page listens and has nothing to show yet."""
        try:
            with urllib.request.urlopen(f"{self.status_url}/json/") as response:  # noqa: S310  # our own, on loopback
                return sum(worker["state"] == "ALIVE" for worker in json.load(response)["workers"])
        except urllib.error.HTTPError as refused:
            # The master's server takes connections before it knows its pages.
            if refused.code == _NOT_FOUND:
                return 0
            raise


@contextmanager
def running_cluster(folder: Path, ports: Callable[[], int]) -> Iterator[Cluster]:
    """A master and two workers, gone with the context."""
    configuration = folder / "conf"
    configuration.mkdir(parents=True)
    (configuration / "spark-defaults.conf").write_text("".join(f"{key} {value}\n" for key, value in _DEFAULTS.items()))
    (configuration / "log4j2.properties").write_text("rootLogger.level = error\n")
    os.environ["SPARK_CONF_DIR"], os.environ["SPARK_LOCAL_IP"] = str(configuration), LOOPBACK
    port, status_port = ports(), ports()
    with ExitStack() as stack:
        stack.enter_context(
            _started(
                folder,
                "master",
                "deploy.master.Master",
                "-h",
                LOOPBACK,
                "-p",
                str(port),
                "--webui-port",
                str(status_port),
            )
        )
        _wait_for_port(port)
        _wait_for_port(status_port)
        cluster = Cluster(f"spark://{LOOPBACK}:{port}", f"http://{LOOPBACK}:{status_port}", [])
        for number in (1, 2):
            arguments = [
                "-h",
                LOOPBACK,
                "--webui-port",
                str(ports()),
                "-c",
                "1",
                "-m",
                "1g",
                "-d",
                str(folder / f"work{number}"),
            ]
            worker = _started(folder, f"worker{number}", "deploy.worker.Worker", *arguments, cluster.master_url)
            cluster.workers.append(stack.enter_context(worker))
        wait_until(lambda: cluster.alive() == 2)
        yield cluster


@contextmanager
def running_connect_server(folder: Path, cluster: Cluster, port: int) -> Iterator[str]:
    """A Spark Connect server over the cluster, and its address."""
    name = "sql.connect.service.SparkConnectServer"
    submit = ["deploy.SparkSubmit", "--master", cluster.master_url, "--class", f"org.apache.spark.{name}"]
    options = [
        "--conf",
        f"spark.connect.grpc.binding.port={port}",
        "--conf",
        f"spark.connect.grpc.binding.address={LOOPBACK}",
    ]
    with _started(folder, "connect", *submit, *options, "spark-internal"):
        _wait_for_port(port)
        yield f"sc://{LOOPBACK}:{port}"


@contextmanager
def _started(folder: Path, name: str, main: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    spec = find_spec("pyspark")
    assert spec
    assert spec.origin
    home = Path(spec.origin).parent
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  # a program of our own choice
            [home / "bin" / "spark-class", f"org.apache.spark.{main}", *arguments],
            env=os.environ | {"SPARK_HOME": str(home)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def _wait_for_port(port: int) -> None:
    def listens() -> bool:
        with socket.socket() as connection:
            return connection.connect_ex((LOOPBACK, port)) == 0

    wait_until(listens)


def wait_until(holds: Callable[[], bool]) -> None:
    """Look until it holds. Raises TimeoutError where it never does."""
    end = time.monotonic() + _SECONDS
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {_SECONDS} s in vain")
        time.sleep(0.1)
