"""Where the folders that ship with the program are: themes and sample articles.

In a wheel they lie inside the package; in a checkout and in an editable install they lie beside it, because a build
backend's forced includes are not seen there. Called by whoever reads those folders; knows nothing about what is in them.
"""

from pathlib import Path

import reader
from reader.model.errors import ReaderError


def resource_folder(name: str) -> Path:
    """Return the folder `name` that ships with the program: inside the package, else beside it.

    Raises ReaderError if it is in neither place: the installation is incomplete.
    """
    package = Path(reader.__file__).resolve().parent
    for home in (package, package.parent):
        folder = home / name
        if folder.is_dir():
            return folder
    raise ReaderError(f"the folder {name} is missing from this installation", "Install Pressmark again.")


def themes_folder() -> Path:
    """Return the folder of the themes that ship with the program, one TOML file each."""
    return resource_folder("themes")
