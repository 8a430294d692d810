"""Where a chapter can be run, as its page offers it: in the browser, on Binder; else not at all.

``python -m lite`` leaves JupyterLite with the notebooks in ``_build/lite``. ``BOOK_LITE=yes`` says
that it is of this build; the pages then link to it and carry it along. Binder is offered if
``_config.yml`` names the hub and the repository that it is to open (:file:`.binder` says how).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from urllib.parse import quote

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from two_octobers import record

FOLDER = "lite"
"""Where it was built, and its name beside the pages."""


def _look(app: Sphinx, config: Config) -> None:
    """Offer it only where it is, and Binder if it is named: no link that cannot work."""
    there = Path(app.outdir).parent / FOLDER / "lab" / "index.html"
    config.book_lite = os.environ.get("BOOK_LITE") == "yes" and there.is_file()
    # what _config.yml says of repository and launch buttons: Sphinx's theme would not know it
    config.book_repository, config.html_theme_options = config.html_theme_options, {}


def notebook(config: Config, page: str) -> str:
    """Return the address in JupyterLite of the notebook behind a page; nothing if there is none."""
    return f"{page}.ipynb" if config.book_lite and record.chapter_of(page) is not None else ""


def on_binder(config: Config, page: str) -> str:
    """Return the address that opens a chapter on Binder; nothing if none is set, or no chapter.

    Raises:
        ConfigError: a hub is named, and no repository: Binder would open that of Jupyter Book.
    """
    options = config.book_repository
    hub = options.get("launch_buttons", {}).get("binderhub_url", "").rstrip("/")
    if not hub or record.chapter_of(page) is None:
        return ""
    source = options["repository_url"].rstrip("/").removesuffix(".git")
    if source.endswith("executablebooks/jupyter-book"):  # what Jupyter Book takes if none is named
        raise ConfigError(
            "_config.yml: launch_buttons names a binderhub_url; repository: url: has to name the "
            "repository that Binder is to open, and branch: its branch"
        )
    host, _, place = source.partition("://")[2].partition("/")
    kind = {"github.com": "gh", "gitlab.com": "gl"}.get(host)
    where = f"{kind}/{quote(place, safe='/' if kind == 'gh' else '')}"
    if not kind:
        where = f"git/{quote(source, safe='')}"
    opened = quote(f"lab/tree/{page}.md")
    return f"{hub}/v2/{where}/{quote(options['repository_branch'], safe='')}?urlpath={opened}"


def _copy(app: Sphinx, error: Exception | None) -> None:
    """Put it beside the pages; take away that of another build."""
    if error or app.builder.format != "html":
        return
    built, beside = Path(app.outdir).parent / FOLDER, Path(app.outdir) / FOLDER
    if not app.config.book_lite:
        shutil.rmtree(beside, ignore_errors=True)
    elif not _same(built, beside):
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(built, beside)


def _same(built: Path, beside: Path) -> bool:
    """Tell whether a folder is a copy of another: names, sizes and times."""
    return _listed(built) == _listed(beside)


def _listed(folder: Path) -> dict[str, tuple[int, int]]:
    files = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): (s.st_size, s.st_mtime_ns) for p, s in files}


def setup(app: Sphinx) -> dict[str, bool]:
    """Register what looks for it and copies it."""
    app.add_config_value("book_lite", False, "html", [bool])
    app.add_config_value("book_repository", {}, "html", [dict])
    app.connect("config-inited", _look)
    app.connect("build-finished", _copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
