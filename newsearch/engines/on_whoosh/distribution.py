"""Which package the import name ``whoosh`` belongs to: four claim it, and overwrite one another's files."""

from importlib import metadata
from typing import Final

from newsearch.errors import EngineMissing

CLAIMANTS: Final = ("Whoosh", "Whoosh-Reloaded", "whoosh3", "whoosh-ng")


def check() -> None:
    """Make sure that exactly one of them is installed. Raises EngineMissing; costs a few file look-ups."""
    found = [name for name in CLAIMANTS if _installed(name)]
    if not found:
        raise EngineMissing("Whoosh is not installed", hint="pip install Whoosh==2.7.4")
    if len(found) > 1:
        raise EngineMissing(
            f"{' and '.join(found)} overwrite one another's files",
            hint=f"pip uninstall {' '.join(found)}, then pip install Whoosh==2.7.4",
        )


def _installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True
