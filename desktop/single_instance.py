"""One window per office: a second start brings the first one's window to the front."""

from __future__ import annotations

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.settings_file import data_folder, place_key

ANSWER_MS = 1_000


class SingleInstance(QObject):
    """Holds the office's lock and listens. Signal: asked() when another start wants this window in front."""

    asked = Signal()

    def __init__(self, place: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # The person's own folder is in the name: two people at one computer have a window each.
        self._name = f"brokerdesk-{place_key(f'{data_folder()}|{place}')}"
        self._lock = QLockFile(str(data_folder() / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._on_connection)

    def acquire(self) -> bool:
        """Whether this is the first window on the office; if not, the first has been asked to come forward."""
        if not self._lock.tryLock(0):
            self._ask()
            return False
        QLocalServer.removeServer(self._name)  # what a crash has left
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Let another start have the office."""
        self._server.close()
        self._lock.unlock()

    def _ask(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(ANSWER_MS):
            socket.disconnectFromServer()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked.emit()
