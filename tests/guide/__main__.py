"""python -m tests.guide: writes the tables of docs/user_guide.md as the program has them now."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication

from tests.guide.tables import GUIDE, rewritten


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    text = GUIDE.read_text(encoding="utf-8")
    GUIDE.write_text(rewritten(text), encoding="utf-8", newline="\n")
    application.quit()


if __name__ == "__main__":
    main()
