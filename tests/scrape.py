"""What a worker tells Prometheus, read as Prometheus would."""

import urllib.error
import urllib.request

from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample


def answer(port: int, path: str) -> tuple[int, str]:
    """Give the status and text of a path; 0 while nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as found:
            return found.status, found.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def samples(port: int, name: str, **labels: str) -> list[Sample]:
    """Give the samples of a name with these labels; none while nobody answers."""
    told = answer(port, "/metrics")[1].splitlines(keepends=True)
    # Parsing all of it, many times a second, would take most of a core.
    found = "".join(line for line in told if line.startswith((f"{name}{{", f"{name} ")))
    return [
        sample
        for family in text_string_to_metric_families(found)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]


def number(port: int, name: str, **labels: str) -> float | None:
    """Give the sum of the samples of a name with these labels; None: there are none."""
    found = samples(port, name, **labels)
    return sum(sample.value for sample in found) if found else None
