"""What the import contracts cannot say about the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ("bot", "dialogs", "notifications", "core", "locales", "migrations", "simulator")

_FRENCH = frozenset("àâçéèêëîïôùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛÜŒÆ«»’")
_CLOCKS = frozenset({"now", "utcnow", "today", "time_ns", "monotonic", "perf_counter"})


def _files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def _nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text("utf-8"), str(path)))


def _where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def _name(node: ast.AST) -> str | None:
    """What an expression names last: ``commit`` of ``connection.commit``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def _prose(path: Path) -> Iterator[ast.Constant]:
    """String literals that are not docstrings: what a program may say."""
    nodes = list(_nodes(path))
    silent = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node


def test_one_file_commits() -> None:
    files = {str(path.relative_to(ROOT)) for path in _files(*HOUSE) for node in _nodes(path) if _name(node) == "commit"}
    assert files == {"core/db/transaction.py"}


def test_the_core_is_told_the_time() -> None:
    looks = [
        _where(path, node)
        for path in _files("core")
        for node in _nodes(path)
        if isinstance(node, ast.Call) and (_name(node.func) in _CLOCKS or ast.unparse(node.func) == "time.time")
    ]
    assert looks == []


def test_rules_and_use_cases_are_plain_functions() -> None:
    """Nothing can wait for the network in the middle of a transaction where nothing can wait."""
    waits = [
        _where(path, node)
        for path in _files("core")
        if path.relative_to(ROOT).as_posix() not in {"core/organisation.py", "core/db/transaction.py"}
        for node in _nodes(path)
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncWith | ast.AsyncFor)
    ]
    assert waits == []


def test_the_model_and_the_rules_neither_read_nor_print() -> None:
    speaks = [
        _where(path, node)
        for path in _files("core/model", "core/rules")
        for node in _nodes(path)
        if isinstance(node, ast.Call) and _name(node.func) in {"open", "print", "input"}
    ]
    assert speaks == []


def test_sentences_live_in_locales_and_not_in_the_code() -> None:
    """But for what the demo's people are called, and the words of others' files: headers, and names of fields."""
    invented = {ROOT / "bot" / "demo" / name for name in ("asking.py", "names.py", "papers.py", "town.py")}
    sentences = [
        f"{_where(path, node)} {node.value!r}"
        for path in _files(*HOUSE)
        if path not in invented and not {ROOT / "locales", ROOT / "core" / "imports"} & set(path.parents)
        for node in _prose(path)
        if _FRENCH & set(str(node.value))
    ]
    assert sentences == []


@pytest.mark.parametrize(
    ("code", "is_french"),
    [('say("Bonjour à tous")', True), ('"""Ce qui est écrit."""', False), ('say("hello")', False)],
)
def test_prose_is_what_a_program_may_say(tmp_path: Path, code: str, is_french: bool) -> None:
    path = tmp_path / "said.py"
    path.write_text(code, "utf-8")
    assert any(_FRENCH & set(str(node.value)) for node in _prose(path)) is is_french
