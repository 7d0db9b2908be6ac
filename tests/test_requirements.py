"""What is deployed is what was tested."""

import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXPORT = "export --frozen --no-emit-project --no-dev --no-header --no-annotate --quiet"


def test_the_lock_for_deployment_is_in_step_with_the_project() -> None:
    """Otherwise write it anew: ``uv lock && uv export … > requirements.lock``, with the options above."""
    uv = os.environ.get("UV") or shutil.which("uv")
    assert uv, "the tests are run by uv"
    exported = subprocess.run([uv, *EXPORT.split()], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (ROOT / "requirements.lock").read_text(encoding="utf-8") == exported.stdout


def test_the_lock_has_a_hash_for_each_version_and_names_no_host() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert len(requirements) > 30
    assert all("==" in line and "--hash=sha256:" in line for line in requirements)
    assert "://" not in text
