"""Small checks of the source that no linter has; each gives the places it finds."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator

from tests.architecture.tree import Source

UNFINISHED_WORDS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# pytest.skip(…), pytest.mark.skipif(…), unittest.skip(…) and their like.
SKIPS = {"skip", "skipif", "xfail", "importorskip", "skipUnless", "skipIf", "SkipTest"}
SKIP_OWNERS = {"pytest", "mark", "unittest", "self"}

SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:|mypy:|ruff:)", re.IGNORECASE)
# What the tools themselves read of such a comment; the rest has to say why.
DIRECTIVE = re.compile(
    r"noqa(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?|type:\s*ignore(\[[^\]]*\])?|pragma:\s*no\s*(cover|branch)"
    r"|(mypy|ruff):\s*[\w-]+(:\s*[A-Z]+\d+)?",
    re.IGNORECASE,
)
BLANKET = re.compile(r"noqa(?!:)|type:\s*ignore(?!\[)", re.IGNORECASE)

MACHINE_PATH = re.compile(r"(?:^|[^A-Za-z0-9_.~-])/(?:home|root|tmp|work|farm|Users)/[A-Za-z.]")
WINDOWS_PATH = re.compile(r"\b[A-Z]:\\{1,2}(?:Users|Documents and Settings)\\{1,2}\w")
# Spelt in two halves, so that this file does not hold what it looks for.
REGISTRY_WORDS = (
    *("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "debian" + ".org"),
    *("crates" + ".io", "ana" + "conda.org", "index" + "-url", "find" + "-links", "--extra" + "-index"),
)

TEXT_CALLS = {"read_text", "write_text"}


def unfinished(source: Source) -> Iterator[str]:
    """Find what says of itself that it is not done."""
    for token in source.tokens():
        if token.type == tokenize.COMMENT and UNFINISHED_WORDS.search(token.string):
            yield f"{source.name}:{token.start[0]}: {token.string}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Raise) and node.exc and "NotImplemented" in ast.unparse(node.exc):
            yield f"{source.name}:{node.lineno}: {ast.unparse(node)}"


def skipped_tests(source: Source) -> Iterator[str]:
    """Find tests that are skipped or expected to fail, by mark, call or import."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in SKIPS:
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if owner in SKIP_OWNERS:
                yield f"{source.name}:{node.lineno}: {owner}.{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module in {"pytest", "unittest"}:
            for alias in node.names:
                if alias.name in SKIPS:
                    yield f"{source.name}:{node.lineno}: {alias.name}"


def silenced_without_words(source: Source) -> Iterator[str]:
    """Find checks silenced wholesale, or without a word that says why, beside them or in a comment above."""
    explained = -1  # the last line that a reason covers; it reaches down over lines that follow without a gap
    for token in source.tokens():
        if token.type != tokenize.COMMENT:
            continue
        line, said = token.start[0], re.search(r"[A-Za-z]{3,}", DIRECTIVE.sub(" ", token.string)) is not None
        covered = said or explained == line - 1
        if SILENCED.search(token.string) and (not covered or BLANKET.search(token.string)):
            yield f"{source.name}:{line}: {token.string}"
        if said or SILENCED.search(token.string):
            explained = line if covered else -1


def machine_addresses(name: str, text: str) -> Iterator[str]:
    """Find one machine's own folders, and addresses of package registries."""
    for number, line in enumerate(text.splitlines(), start=1):
        if MACHINE_PATH.search(line) or WINDOWS_PATH.search(line):
            yield f"{name}:{number}: {line.strip()[:120]}"
        if any(word in line.lower() for word in REGISTRY_WORDS):
            yield f"{name}:{number}: {line.strip()[:120]}"


def text_without_encoding(source: Source) -> Iterator[str]:
    """Find text files read or written in whatever encoding the machine happens to have."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or any(key.arg in {"encoding", None} for key in node.keywords):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in TEXT_CALLS:
            bare = len(node.args) <= (called.attr == "write_text")
        else:
            bare = isinstance(called, ast.Name) and called.id == "open" and opens_text(node)
        if bare:
            yield f"{source.name}:{node.lineno}: {ast.unparse(called)} names no encoding"


def opens_text(call: ast.Call) -> bool:
    modes = [*call.args[1:2], *(key.value for key in call.keywords if key.arg == "mode")]
    return not any("b" in str(getattr(mode, "value", "")) for mode in modes)


def undocumented(source: Source) -> Iterator[str]:
    """Find public functions, methods and classes without a docstring; a module has one, too."""
    if source.text.strip() and ast.get_docstring(source.tree) is None:
        yield f"{source.name}: the module"
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Module | ast.ClassDef):
            continue
        if isinstance(node, ast.ClassDef) and node.name.startswith("_"):
            continue
        for child in node.body:
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            if not child.name.startswith("_") and ast.get_docstring(child) is None:
                yield f"{source.name}:{child.lineno}: {child.name}"
