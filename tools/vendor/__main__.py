"""Bundle what the workbench's pages take from others: `nox -s vendor`, which needs Node.js.

`package.json` says what is wanted and `package-lock.json` what exactly it was; the bundles are
committed, so that neither a build nor a learner needs Node.js. Without a change of the lock the
same bytes come out. `-- --upgrade` takes newer versions first.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "source" / "jax101" / "workbench" / "client" / "vendor"
ENTRIES = ("codemirror", "jupyter")
_OWNER = re.compile(r".*node_modules/((?:@[^/]+/)?[^/]+)/")


def main(arguments: list[str]) -> int:
    """Install what the lock names, bundle it, and write down versions and licences."""
    if shutil.which("npm") is None:
        sys.exit("This needs Node.js with npm. Nothing was changed.")
    _npm("update" if "--upgrade" in arguments else "ci")
    TARGET.mkdir(exist_ok=True)
    packages = sorted({name for entry in ENTRIES for name in _bundled(entry)})
    (TARGET / "LICENSES.txt").write_text("\n".join(map(_licence, packages)), encoding="utf-8")
    names = [*(f"{entry}.js" for entry in ENTRIES), "LICENSES.txt"]
    made = {
        "packages": {name: _about(name)["version"] for name in packages},
        "files": {n: hashlib.sha256((TARGET / n).read_bytes()).hexdigest() for n in names},
    }
    (TARGET / "versions.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(f"{len(packages)} packages in {TARGET}")
    return 0


def _npm(command: str) -> None:
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(["npm", command, *quiet], cwd=HERE, check=True)


def _bundled(entry: str) -> set[str]:
    """Bundle one entry; the packages of which something is in the bundle."""
    target = TARGET / f"{entry}.js"
    meta = HERE / "node_modules" / f"{entry}.json"
    options = ["--bundle", "--minify", "--format=esm", "--charset=utf8", "--legal-comments=none"]
    loaders = ["--loader:.css=empty", "--loader:.svg=text"]
    command = [str(HERE / "node_modules/.bin/esbuild"), f"{entry}.js", *options, *loaders]
    command += ["--log-level=warning", f"--metafile={meta}", f"--outfile={target}"]
    subprocess.run(command, cwd=HERE, check=True)
    (output,) = json.loads(meta.read_text())["outputs"].values()
    used = [path for path, part in output["inputs"].items() if part["bytesInOutput"]]
    return {match[1] for path in used if (match := _OWNER.match(path))}


def _about(name: str) -> dict[str, str]:
    about: dict[str, str] = json.loads((HERE / "node_modules" / name / "package.json").read_text())
    return about


def _licence(name: str) -> str:
    """A package, its version, and the text of its licence."""
    folder, about = HERE / "node_modules" / name, _about(name)
    texts = [p for p in sorted(folder.iterdir()) if p.name.lower().startswith(("licen", "copying"))]
    if not texts and name.startswith(("@jupyterlab/", "@lumino/")):
        texts = [HERE / "jupyter-license.txt"]  # they name it, and leave the text at home
    if not texts:
        sys.exit(f"{name} says that its licence is {about['license']}, and carries no text of it.")
    text = texts[0].read_text(encoding="utf-8").strip()
    return f"{'=' * 80}\n{name} {about['version']} ({about['license']})\n{'=' * 80}\n\n{text}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
