"""The import contracts of pyproject.toml hold, and would be seen to break."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from tests.architecture.tree import ROOT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
# The fields of a contract that name modules; layers may name missing ones by themselves, in parentheses.
NAMING = ("source_modules", "forbidden_modules", "protected_modules", "allowed_importers", "modules")


def contracts() -> dict[str, Any]:
    linter: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    return linter


def stands(module: str, *, root: Path) -> bool:
    """Tell whether a room of ours is built (`desktop.pages.*`: any page); foreign modules count as built."""
    parts = module.split(".")
    if parts[0] not in {"db", "desktop"}:
        return True
    folder = root.joinpath(*parts[:-1])
    if parts[-1] == "*":
        return any(path.suffix == ".py" or (path / "__init__.py").is_file() for path in folder.glob("[!_]*"))
    return (folder / f"{parts[-1]}.py").is_file() or (folder / parts[-1] / "__init__.py").is_file()


def for_what_stands(linter: dict[str, Any], *, root: Path) -> dict[str, Any]:
    """Leave out of each contract the rooms not built yet, and the contracts nothing is left of."""
    kept = []
    for contract in linter["contracts"]:
        pruned = {
            key: [name for name in value if stands(name, root=root)] if key in NAMING else value
            for key, value in contract.items()
        }
        if all(pruned[key] for key in NAMING if key in pruned):
            kept.append(pruned)
    return {**linter, "contracts": kept}


def write_toml(linter: dict[str, Any], path: Path) -> None:
    """Write the few kinds of value a contract has; JSON's strings, lists and truth values are TOML's too."""
    lines = ["[tool.importlinter]"]
    lines += [f"{key} = {json.dumps(value)}" for key, value in linter.items() if key != "contracts"]
    for contract in linter["contracts"]:
        lines.append("[[tool.importlinter.contracts]]")
        lines += [f"{key} = {json.dumps(value)}" for key, value in contract.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def lint(linter: dict[str, Any], *, root: Path, scratch: Path) -> subprocess.CompletedProcess[str]:
    settings = scratch / "contracts.toml"
    write_toml(for_what_stands(linter, root=root), settings)
    words = [sys.executable, "-c", LINT, "--config", str(settings), "--no-cache", "--no-logo"]
    surroundings = {**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1", "COLUMNS": "200"}
    return subprocess.run(words, cwd=root, env=surroundings, capture_output=True, encoding="utf-8", check=False)


def test_every_contract_is_kept(tmp_path: Path) -> None:
    answer = lint(contracts(), root=ROOT, scratch=tmp_path)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert " 0 broken" in answer.stdout, answer.stdout


# One forbidden import for each contract: the file it stands in, and the import.
BREACHES = {
    "db-without-qt": ("db/queries/lists.py", "import PySide6.QtCore"),
    "pure-rules": ("db/rules/statuses.py", "import sqlalchemy"),
    "db-layers": ("db/models/base.py", "import db.office"),
    "no-sql-in-desktop": ("desktop/pages/leads/page.py", "import sqlcipher3.dbapi2"),
    "no-tables-in-desktop": ("desktop/operations/statuses.py", "import db.models.base"),
    "writes-through-operations": ("desktop/dialogs/change.py", "from db.actions import statuses"),
    "queries-only-read": ("db/queries/lists.py", "import db.history"),
    "desktop-layers": ("desktop/widgets/chip.py", "import desktop.pages.leads.page"),
    "pages-apart": ("desktop/pages/leads/page.py", "import desktop.pages.office.page"),
    "plain-widgets": ("desktop/theme/palette.py", "from db.rules import statuses"),
}
SKELETON = (
    *("db/office.py", "db/actions/statuses.py", "db/queries/lists.py", "db/unit_of_work.py", "db/tallies.py"),
    *(
        "db/history.py",
        "db/visibility.py",
        "db/filters.py",
        "db/models/base.py",
        "db/engine.py",
        "db/changes.py",
    ),
    *(
        "db/files/csv.py",
        "db/rules/statuses.py",
        "desktop/app.py",
        "desktop/cli/main.py",
        "desktop/worker.py",
    ),
    *("desktop/pages/leads/page.py", "desktop/pages/office/page.py", "desktop/dialogs/change.py"),
    *("desktop/operations/statuses.py", "desktop/item_models/table.py", "desktop/widgets/chip.py"),
    *("desktop/charts/bars.py", "desktop/theme/palette.py", "desktop/tasks.py", "desktop/announcer.py"),
)


def make_skeleton(root: Path) -> None:
    for name in SKELETON:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        for folder in path.relative_to(root).parents[:-1]:
            (root / folder / "__init__.py").touch()


def test_a_sound_skeleton_passes(tmp_path: Path) -> None:
    make_skeleton(tmp_path / "house")
    answer = lint(contracts(), root=tmp_path / "house", scratch=tmp_path)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert f"{len(contracts()['contracts'])} kept, 0 broken" in answer.stdout


def test_a_breach_of_each_contract_is_seen(tmp_path: Path) -> None:
    house = tmp_path / "house"
    make_skeleton(house)
    for name, line in BREACHES.values():
        with (house / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    answer = lint(contracts(), root=house, scratch=tmp_path)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    for contract in contracts()["contracts"]:
        report = section(answer.stdout, contract["name"])
        breach = BREACHES[contract["id"]][0].removesuffix(".py").replace("/", ".")
        assert f"{breach} -> " in report, f"{contract['name']}: {report}"


def section(report: str, name: str) -> str:
    """Cut out of the linter's report what it says about one broken contract."""
    heading = f"\n{name}\n{'-' * len(name)}\n"
    assert heading in report, f"{name} was kept:\n{report}"
    return re.split(r"\n[^\n]+\n-{4,}\n", report.split(heading)[1])[0]
