"""What the program remembers between starts on this computer: last office, theme, window, columns."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

VARIABLE = "BROKERDESK_DATA"


def data_folder() -> Path:
    """Where the program keeps its own files: the person's data folder, or where BROKERDESK_DATA says."""
    wanted = os.environ.get(VARIABLE)
    if wanted:
        folder = Path(wanted)
    else:
        from platformdirs import user_data_path

        folder = user_data_path("Brokerdesk", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def place_key(place: str) -> str:
    """A short name for an office's place, for settings and for the running window's socket."""
    return hashlib.sha256(place.encode()).hexdigest()[:16]


class SettingsFile:
    """An ini file in the data folder. What cannot be read counts as not set."""

    def __init__(self, path: Path | None = None) -> None:
        where = path or data_folder() / "brokerdesk.ini"
        self._file = QSettings(str(where), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """What is remembered under `key`."""
        value = self._file.value(key, default)
        return value if isinstance(value, str) else default

    def set_text(self, key: str, value: str) -> None:
        """Remember; an empty text forgets."""
        if value:
            self._file.setValue(key, value)
        else:
            self._file.remove(key)

    @property
    def last_office(self) -> str:
        """The office that was open last, "" when there is none."""
        return self.text("office/last")

    @last_office.setter
    def last_office(self, place: str) -> None:
        self.set_text("office/last", place)

    @property
    def geometry(self) -> QByteArray:
        """The window's place and size as it told us."""
        return QByteArray.fromBase64(self.text("window/geometry").encode())

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self.set_text("window/geometry", bytes(value.toBase64().data()).decode())

    def own(self, place: str, member_id: int, key: str) -> str:
        """What one member of one office is remembered by on this computer, such as the columns of a table."""
        return self.text(f"office-{place_key(place)}/member-{member_id}/{key}")

    def set_own(self, place: str, member_id: int, *, key: str, value: str) -> None:
        """Remember it for that member."""
        self.set_text(f"office-{place_key(place)}/member-{member_id}/{key}", value)

    def write(self) -> None:
        """Make sure that it is on the disk."""
        self._file.sync()
