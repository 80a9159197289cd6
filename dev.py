"""Set Brokerdesk up on this machine and run it, its checks or its bundle; needs nothing but Python.

python dev.py run [ARGS]           the program: on the sample office, or with ARGS handed on to it
python dev.py test [PYTEST ARGS]   every check and test
python dev.py build                the program folder, and the built program tried out
"""

from __future__ import annotations

import base64
import ctypes
import hashlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "brokerdesk-stamp.json"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
LINUX = sys.platform.startswith("linux")
WINDOWS = sys.platform == "win32"

# What Qt's wheel loads from the system, and the Debian package that has it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# Wanted besides when a window opens on X.
X_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Variables that would make pip or Python look outside the environment made here.
LEADING_ASTRAY = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")


class SetUpError(Exception):
    """What cannot be had on this machine, as a sentence for the person."""


def main(arguments: list[str]) -> int:
    """Do one command and answer with the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console that lacks a letter must not stop the set-up
            stream.reconfigure(errors="replace")
    commands = {"run": run, "test": test, "build": build}
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"], ["help"]) else 2
    try:
        check_python()
        return commands[arguments[0]](arguments[1:])
    except SetUpError as problem:
        print(f"Brokerdesk: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Start the program; without a screen and without arguments, draw its screens into files instead."""
    screen = has_screen()
    provide_libraries(window=bool(os.environ.get("DISPLAY")), strict=not arguments)
    prepare()
    if not arguments:
        arguments = ["--sample"] if screen else ["demo"]
        if not screen:
            say("there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set), so the sample office's")
            say("screens are drawn into PNG files instead.")
    return subprocess.call([venv_python(), "-P", "-m", "desktop", *arguments], env=environment())


def test(arguments: list[str]) -> int:
    """Run the checks, then the tests; stop at the first group that fails. pytest's summary comes last."""
    provide_libraries(window=False, strict=True)
    if os.environ.get("CI") == "true":
        provide_for_tests()
    prepare()
    groups = (
        ("ruff check", ["ruff", "check"]),
        ("ruff format --check", ["ruff", "format", "--check"]),
        ("mypy", ["mypy"]),
        ("mypy dev.py", ["mypy", "dev.py"]),
        ("pytest", ["pytest", "-n", "2", "--dist", "worksteal", *arguments]),
    )
    for name, words in groups:
        say(f"{name} …")
        started = time.monotonic()
        status = subprocess.call([venv_python(), "-m", *words], cwd=ROOT, env=environment())
        if name != "pytest":  # pytest tells its own time, on the line that has to stay last
            say(f"{name}: {'passed' if status == 0 else 'FAILED'} in {time.monotonic() - started:.1f} s")
        if status:
            return status
    return 0


def build(arguments: list[str]) -> int:
    """Make the program folder by build.spec, then send the built program on the trip of tests/bundle."""
    if arguments:
        raise SetUpError(f"build takes no arguments, and got: {' '.join(arguments)}")
    provide_libraries(window=True, strict=True)  # the bundle takes them along
    if LINUX and not shutil.which("objcopy"):
        provide_packages(["binutils"], why="PyInstaller needs objcopy", strict=True)
    prepare()
    started = time.monotonic()
    words = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    words += ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build"), str(ROOT / "build.spec")]
    status = subprocess.call([venv_python(), *words], cwd=ROOT, env=environment())
    if status:
        say(f"build: FAILED after {time.monotonic() - started:.0f} s")
        return status
    folder = ROOT / "dist" / "Brokerdesk"
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) / 1e6
    say(f"{folder}: {len(files)} files, {size:.0f} MB, built in {time.monotonic() - started:.0f} s")
    started = time.monotonic()
    status = subprocess.call([venv_python(), "-m", "tests.bundle", str(folder)], cwd=ROOT, env=environment())
    say(f"build: {'passed' if status == 0 else 'FAILED'}, tried out in {time.monotonic() - started:.0f} s")
    return status


def check_python() -> None:
    """Refuse a Python that no wheel of the lock fits, before anything is downloaded for it."""
    found = f"{sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]}"
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python reads first
        raise SetUpError(f"this is {found}; Python 3.11 or newer is needed (try `python3.11 dev.py …`).")
    if sys.implementation.name != "cpython" or sys.maxsize < 2**32:
        raise SetUpError(f"this is {found} with {sys.maxsize.bit_length() + 1} bits; a 64-bit CPython is needed.")


def has_screen() -> bool:
    """Tell whether a window can open: always on Windows and macOS, on Linux where a display is named."""
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_libraries(wanted: dict[str, str]) -> list[str]:
    """Name the Debian packages of those shared libraries that the loader does not find."""
    missing = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def provide_libraries(*, window: bool, strict: bool) -> None:
    """See to it on Linux that Qt finds its system libraries; those for a window on X too where asked."""
    if not LINUX:
        return
    wanted = {**QT_LIBRARIES, **(X_LIBRARIES if window else {})}
    missing = missing_libraries(wanted)
    if missing:
        provide_packages(missing, why="Qt needs system libraries that are not here", strict=strict)
        if missing_libraries(wanted) and strict:
            raise SetUpError(f"still missing after the installation: {', '.join(missing_libraries(wanted))}.")


def provide_packages(packages: list[str], *, why: str, strict: bool) -> bool:
    """Install Debian packages when that is allowed; otherwise say what to type, and stop when `strict`."""
    if shutil.which("apt-get") and is_root():
        say(f"{why}: installing {' '.join(packages)} …")
        if apt_install(packages):
            return True
        advice = f"{why}, and apt-get could not install them: {' '.join(packages)}."
    elif shutil.which("apt-get"):
        advice = f"{why}. Type this, then try again:\n  sudo apt-get install -y {' '.join(packages)}"
    else:
        advice = f"{why}. Install what this system calls Debian's {', '.join(packages)}."
    if strict:
        raise SetUpError(advice)
    say(advice)
    return False


def is_root() -> bool:
    """Tell whether this is root on a system that has one."""
    return bool(getattr(os, "geteuid", lambda: 1)() == 0)


def apt_install(packages: list[str]) -> bool:
    """Install by apt-get, as root; one third-party list that cannot be fetched does not stop it."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-qq", "-o", "DPkg::Lock::Timeout=120"]
    subprocess.call(["apt-get", "update", *options], env=quiet, stdout=subprocess.DEVNULL)
    words = ["apt-get", "install", "-y", "--no-install-recommends", *options, *packages]
    return subprocess.call(words, env=quiet, stdout=subprocess.DEVNULL) == 0


def provide_for_tests() -> None:
    """Have a PostgreSQL server and a shifter of clocks for the tests, where they can be had; without, fewer are run."""
    servers = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    missing = [*([] if servers else ["postgresql"]), *([] if shutil.which("faketime") else ["faketime"])]
    if not missing:
        return
    if LINUX and shutil.which("apt-get") and is_root():
        say(f"installing {' and '.join(missing)} for the tests …")
        if apt_install(missing):
            return
    say(f"{' and '.join(missing)} cannot be had here; the tests run without.")


def prepare() -> None:
    """Make .venv hold this lock's libraries and the console script `brokerdesk`; quick when it does."""
    wanted = {
        "root": str(ROOT),
        "python": sys.version,
        "content": hashlib.sha256(LOCK.read_bytes() + PROJECT.read_bytes()).hexdigest(),
    }
    found = read_stamp()
    if found == wanted and venv_python().exists():
        return
    STAMP.unlink(missing_ok=True)
    if not venv_fits(found):
        make_venv()
    say("installing the libraries of requirements.lock into .venv …")
    started = time.monotonic()
    pip_install(["--only-binary=:all:", "-r", str(LOCK)])  # its hashes make pip refuse any other file
    install_console_script()
    STAMP.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    say(f"the environment is ready ({time.monotonic() - started:.0f} s).")


def read_stamp() -> dict[str, str]:
    """Read what .venv was last made from; nothing when it was never finished."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def venv_fits(stamp: dict[str, str]) -> bool:
    """Tell whether .venv can be brought up to date in place: same Python, and not moved from elsewhere."""
    if stamp.get("root", str(ROOT)) != str(ROOT) or not venv_python().exists():
        return False
    call = [str(venv_python()), "-c", "import sys, pip; print(sys.version)"]
    answer = subprocess.run(call, capture_output=True, encoding="utf-8", env=environment(), check=False)
    return answer.returncode == 0 and answer.stdout.strip() == sys.version.strip()


def make_venv() -> None:
    """Make .venv anew with this Python."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SetUpError(".venv is broken and cannot mend itself: start dev.py with the system's Python.")
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        provide_packages([package], why="this Python has no ensurepip, which makes environments", strict=True)
    say("making .venv …")
    call = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(call, capture_output=True, encoding="utf-8", env=environment(), check=False)
    if done.returncode:
        raise SetUpError(f"Python could not make the environment .venv:\n{done.stdout}{done.stderr}")


def pip_install(words: list[str]) -> None:
    """Run pip in the environment; it tells its errors itself."""
    call = [
        str(venv_python()),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "-qq",
        *words,
    ]
    if subprocess.call(call, env=environment()):
        raise SetUpError(
            "pip could not install what is needed. Is the package index within reach? The libraries are "
            "made for Windows 10, macOS 13 (14 from Python 3.12 on) and Linux with glibc 2.34, on 64 bits."
            + long_path_hint(str(ROOT))
        )


def long_path_hint(root: str) -> str:
    """Say where it is likely that a path beyond Windows' 260 characters was the trouble; else nothing."""
    if not WINDOWS or len(root) < 80:  # the longest path below .venv has some 170
        return ""
    return f" This folder's path has {len(root)} characters and Windows has room for 260: move it to a shorter one."


def install_console_script() -> None:
    """Install a wheel written here that holds a path to this folder and the script `brokerdesk`.

    It needs no build tool, and pip makes the script right for each system. The path is relative, so it is
    plain ASCII whatever the folder is called.
    """
    import tomllib  # not there on the Pythons that check_python refuses with a sentence

    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    probe = "import os, sys, sysconfig as s; print(os.path.relpath(sys.prefix + '/..', s.get_path('purelib')))"
    way = subprocess.check_output([venv_python(), "-c", probe], encoding="utf-8", env=environment()).strip()
    name, version = project["name"], project["version"]
    scripts = "".join(f"{script} = {target}\n" for script, target in project["scripts"].items())
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.pth": f"{way}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: dev.py\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{scripts}",
    }
    files[f"{info}/RECORD"] = "".join(record_line(*item) for item in files.items()) + f"{info}/RECORD,,\n"
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / f"{name}-{version}-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for path, text in files.items():
                archive.writestr(path, text)
        pip_install(["--no-deps", "--no-index", "--force-reinstall", str(wheel)])


def record_line(path: str, text: str) -> str:
    """Write a file's line of a wheel's RECORD."""
    data = text.encode()
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(data)}\n"


def venv_python() -> Path:
    """Name the environment's own Python."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def environment() -> dict[str, str]:
    """Give what a child process starts with; without a screen Qt draws into memory."""
    surroundings = {key: value for key, value in os.environ.items() if key not in LEADING_ASTRAY}
    if not has_screen() and not surroundings.get("QT_QPA_PLATFORM"):
        surroundings["QT_QPA_PLATFORM"] = "offscreen"
    return surroundings


def say(sentence: str) -> None:
    """Tell the person, in order with what the child processes print."""
    print(f"Brokerdesk: {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
