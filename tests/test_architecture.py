"""The shape of the house: imports point one way, contracts <- pure <- edges <- entries."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EDGES = ("faust", "aiokafka", "kafka", "sqlalchemy", "psycopg", "pipeline.settings")
PURE = [
    "schemas.addresses",
    "schemas.contracts",
    "schemas.judgements",
    "schemas.topics",
    "pipeline.article",
    "pipeline.lag",
    *sorted(
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for room in ("analysis", "corpus", "listings", "verdicts", "watch")
        for file in (ROOT / "pipeline" / room).rglob("*.py")
        if file.stem not in ("__init__", "make_lists")
    ),
]


@pytest.mark.parametrize("modules", [PURE[:6], PURE[6:]], ids=["contracts-and-rules", "rooms"])
def test_pure_modules_load_no_edge(modules):
    assert _loaded_by(modules, EDGES) == []


def _loaded_by(modules: list[str], sought: tuple[str, ...]) -> list[str]:
    """Give which of the sought modules a fresh interpreter loads with these."""
    return _loaded_after(f"import {', '.join(modules)}", sought)


def _loaded_after(program: str, sought: tuple[str, ...]) -> list[str]:
    program += f"\nimport sys; print('\\n', *sorted(set({sought!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.splitlines()[-1].split()


# What asks the pool, whose processes alone load a model, each with one thread.
ASKING = [
    "pipeline.pool.pool",
    "pipeline.cli.analyse",
    "pipeline.cli.resolve",
    "consumers.analyser.analyser",
]
MODEL = ("spacy", "thinc", "numpy", "onnxruntime")


@pytest.mark.parametrize("module", ASKING)
def test_who_needs_no_model_loads_none(module):
    assert _loaded_by([module], MODEL) == []


# What takes long to load, and which of it a command needs for its answer.
HEAVY = (
    *("aiokafka", "alembic", "faust", "kafka", "numpy", "psycopg", "pydantic", "rich", "spacy"),
    *("sqlalchemy", "schemas.contracts", "schemas.tables", "pipeline.analysis"),
)
LOADING = {
    "--help": [],
    "query stances --help": ["psycopg", "pydantic", "sqlalchemy"],
    "lag --help": ["kafka", "psycopg", "pydantic", "sqlalchemy"],
}


@pytest.mark.parametrize("words", LOADING)
def test_a_command_loads_what_its_answer_needs_and_no_more(words):
    program = f"from pipeline.cli import cli; cli({words.split()}, standalone_mode=False)"

    assert _loaded_after(program, HEAVY) == LOADING[words]


def test_only_the_settings_read_the_environment():
    readers = {
        str(file.relative_to(ROOT))
        for folder in ("pipeline", "consumers", "schemas")
        for file in (ROOT / folder).rglob("*.py")
        if "environ" in file.read_text() and "os.environ" in file.read_text()
    }

    assert readers <= {"pipeline/settings.py"} | ALLOWED_TO_PASS_IT_ON


# These hand the environment on to a child process; they take no setting from it.
ALLOWED_TO_PASS_IT_ON = {
    "pipeline/pool/child.py",
    "pipeline/local/children.py",
}


@pytest.mark.parametrize("folder", ["pipeline", "consumers", "schemas"])
def test_modules_stay_short_enough_to_read(folder):
    long = {
        f"{file.relative_to(ROOT)}: {lines} lines"
        for file in (ROOT / folder).rglob("*.py")
        if (lines := len(file.read_text().splitlines())) > 300
    }

    assert not long


# Each step may import what stands before it; rooms are taken as a whole.
STAIRCASES = {
    "pipeline/analysis/stances": "syntax words modality claims verdicts parties pairs stances",
    "pipeline/corpus": (
        "forms given_names person_names namesakes usage persons things corrections sightings"
        " identities names_list wording copies sayings stems topic_words topic_phrases undoing"
        " topic_keys codebook stories issues"
    ),
    "consumers": "dead_letters stopping resolver sink analyser fetcher watch monitor",
    "pipeline/listings": "entry moments feed sitemap section read",
    "pipeline/watch": "window states rates reasons judgements fields",
    "pipeline/queries": (
        "cursors meant filters question arrivals counting rows sides matrix pairs speakers tally"
        " called names issues known wire operations article revisions verdicts kept"
    ),
}


@pytest.mark.parametrize("folder", STAIRCASES)
def test_no_import_turns_back(folder):
    steps = STAIRCASES[folder].split()
    found = {file.stem for file in (ROOT / folder).iterdir() if not file.stem.startswith("__")}
    assert found == set(steps)

    back = {
        f"{file.relative_to(ROOT)} imports {step}"
        for file in (ROOT / folder).rglob("*.py")
        for step in _imported(file, package=folder.replace("/", "."))
        if step in steps[_step(file, ROOT / folder, steps) + 1 :]
    }

    assert not back


def _step(file: Path, folder: Path, steps: list[str]) -> int:
    """Tell on which step a file stands; a package's own `__init__` stands at its top."""
    name = file.relative_to(folder).parts[0].removesuffix(".py")
    return steps.index(name) if name in steps else len(steps)


def _imported(file: Path, *, package: str) -> set[str]:
    """Give the steps of a package that a file imports from."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == package:
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}."):
            names.add(node.module.removeprefix(f"{package}.").partition(".")[0])
    return names
