"""Measures files and functions against the caps of the house; `python -m tests.architecture` prints it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from tests.architecture.tree import Source, sources

FILE_CAP = 500
FUNCTION_CAP = 60
FUNCTION_MEDIAN = 10
# What a caller has to give: a keyword with a default is no burden (ruff caps all of them together at eight).
PARAMETER_CAP = 5
# Past these a name at the call says more; the table lists who takes more of them by position.
POSITIONAL_AIM = 2
# Qt calls these by position, so their parameters are Qt's; its camelCase overrides are known by their name.
QT_OVERRIDES = {"data", "event", "flags", "index", "paint", "parent"}


@dataclass(frozen=True, slots=True)
class Function:
    """One function: where it stands, its lines, and its parameters less self and cls: those by position, and
    `needed`, which are these and the keywords without a default."""

    file: str
    name: str
    lines: int
    needed: int
    positional: int

    @property
    def place(self) -> str:
        return f"{self.file}: {self.name}"

    @property
    def is_called_by_qt(self) -> bool:
        bare = self.name.rpartition(".")[2]
        return bare in QT_OVERRIDES or bare != bare.lower()

    @property
    def is_test(self) -> bool:
        """Tests and fixtures take what pytest hands them, by name."""
        return self.file.startswith("tests/")


@dataclass(frozen=True, slots=True)
class Medians:
    """How long the house's files (not the empty ones) and functions are in the middle."""

    files: int
    file_lines: float
    functions: int
    function_lines: float


def functions(source: Source) -> list[Function]:
    """Measure every function and method of a file, nested ones too."""
    return list(walk(source.tree, source.name, ""))


def walk(node: ast.AST, file: str, outer: str) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield measure(child, file=file, outer=outer, method=isinstance(node, ast.ClassDef))
        name = getattr(child, "name", "") if isinstance(child, ast.ClassDef | ast.FunctionDef) else ""
        yield from walk(child, file, f"{outer}{name}." if name else outer)


def measure(node: ast.FunctionDef | ast.AsyncFunctionDef, *, file: str, outer: str, method: bool) -> Function:
    positional = len(node.args.posonlyargs) + len(node.args.args)
    if method and not any(getattr(item, "id", "") == "staticmethod" for item in node.decorator_list):
        positional -= 1
    return Function(
        file=file,
        name=outer + node.name,
        lines=(node.end_lineno or node.lineno) - node.lineno + 1,
        needed=positional + sum(default is None for default in node.args.kw_defaults),
        positional=positional,
    )


def all_functions() -> list[Function]:
    return [function for source in sources() for function in functions(source)]


def medians() -> Medians:
    """Give the medians of the program itself; tests have their own measure."""
    ours = [source for source in sources() if not source.name.startswith("tests/") and source.lines > 1]
    lengths = [function.lines for source in ours for function in functions(source)]
    return Medians(
        files=len(ours),
        file_lines=median(source.lines for source in ours),
        functions=len(lengths),
        function_lines=median(lengths),
    )
