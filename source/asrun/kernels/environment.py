"""What every kernel finds around it: what is allowed here, and nothing else of the user's.

A page must give the same outputs whoever builds it. What a site's subject needs, such as a flag of
its library, comes from the setting `asrun_environment`.
"""

from __future__ import annotations

import os
import site
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

ALLOWED = (
    # Where programs and libraries are.
    "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "CONDA_PREFIX", "SYSTEMROOT",
    # Where temporary files go, and whether Python keeps what it compiled.
    "TMPDIR", "TEMP", "TMP", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE",
    # How the network is reached.
    "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
    "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
)  # fmt: skip
"""Variables that a kernel takes over from whoever builds."""

FIXED: Mapping[str, str] = {
    # Sets of strings print in the same order in every run; `accept` runs pages in another order.
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    # One BLAS thread: a process with threads cannot be forked safely.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # Figures become pictures, never windows.
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    # Jupyter's own debugger warns about frozen modules on stderr.
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""Variables that are the same in every kernel."""


@cache
def packages() -> dict[str, str]:
    """What this process can import, by name, and in which version."""
    found = {str(d.metadata["Name"]).lower(): d.version for d in distributions()}
    return dict(sorted(found.items()))


def kernel_environment(
    folder: Path, environment: Mapping[str, str], passed: Iterable[str] = ()
) -> dict[str, str]:
    """The complete environment of a kernel.

    Args:
        folder: a private folder; what programs keep in a person's home goes there.
        environment: variables of the site, over all others.
        passed: names of further variables to take over.
    """
    home = folder / "home"
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "ipython").mkdir(exist_ok=True)
    (home / "matplotlibrc").touch()  # whatever lies in the page's folder
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    private = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": cache,  # lists of fonts take seconds to make
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_RUNTIME_DIR": str(folder),
        "MATPLOTLIBRC": str(home / "matplotlibrc"),
    }
    if site.ENABLE_USER_SITE:  # else Python looks for it in the private home
        private["PYTHONUSERBASE"] = site.getuserbase()
    return {**common_environment({}, passed), **private, **environment}


def common_environment(
    environment: Mapping[str, str], passed: Iterable[str] = ()
) -> dict[str, str]:
    """The part of a kernel's environment that holds for all builds of this shell; see above."""
    taken = {name: os.environ[name] for name in (*ALLOWED, *passed) if name in os.environ}
    return {**taken, **FIXED, **environment}
