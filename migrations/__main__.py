"""``python -m migrations "what it does"``: write the next revision from what ``core.db.tables`` says."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from sqlalchemy import create_engine

from migrations import FOLDER, configuration


def write_revision(message: str) -> Path:
    """Migrate a scratch SQLite database up, compare it with the tables, and write what differs as a new revision."""
    number = 1 + len(list((FOLDER / "versions").glob("[0-9]*.py")))
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/scratch.sqlite3")
        with engine.begin() as connection:
            command.upgrade(configuration(connection), "head")
            script = command.revision(configuration(connection), message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()
    assert script is not None, "one revision was asked for"
    assert not isinstance(script, list), "one revision was asked for"
    path = Path(script.path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{write_revision(' '.join(sys.argv[1:]) or 'changes')}\n")
