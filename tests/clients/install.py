"""Makes a Python environment with the clients of `requirements.txt`, once: `install.py ENVIRONMENT`."""

import pathlib
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent


def main(environment: pathlib.Path) -> None:
    wanted = (HERE / "requirements.txt").read_text()
    note = environment / "installed.txt"
    if note.is_file() and note.read_text() == wanted:
        print(f"{environment} is up to date")
        return
    venv.create(environment, clear=True, with_pip=True)
    python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    requirements = HERE / "requirements.txt"
    subprocess.run(
        [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--quiet", "-r", requirements],
        check=True,
    )
    note.write_text(wanted)
    print(f"{environment} is made")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).absolute())
