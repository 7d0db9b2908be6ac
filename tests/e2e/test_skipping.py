"""A run in which nothing may be skipped fails for a test that was."""

import os
from pathlib import Path

import pytest

from tests import conftest

SKIPPED = """
import pytest

@pytest.mark.skipif({condition}, reason="there is no browser")
def test_in_a_browser():
    pass
"""


@pytest.mark.parametrize(
    ("condition", "strict", "code"), [(True, "1", 1), (True, "", 0), (False, "1", 0)], ids=["skipped", "lenient", "ran"]
)
def test_a_skipped_test_fails_the_run_where_nothing_may_be_skipped(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    condition: bool,
    strict: str,
    code: int,
) -> None:
    monkeypatch.setenv("CANTINE_TEST_NOTHING_SKIPPED", strict)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    path = tmp_path / f"{tmp_path.name}.py"
    path.write_text(SKIPPED.format(condition=condition), "utf-8")
    options = ["-c", os.devnull, "-p", "no:asyncio", "-p", "no:cacheprovider", "--import-mode=importlib"]
    ran = pytest.main([*options, str(path)], plugins=[conftest])
    said = capsys.readouterr().out
    assert ran == code, said
    assert ("test_in_a_browser: " in said and "there is no browser" in said) is (code == 1)
