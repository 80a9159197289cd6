"""The lucide icons, recoloured and cached by colour, size and device pixel ratio."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap

from desktop.resource_files import resource
from desktop.theme.tokens import MEASURE


@lru_cache(maxsize=2048)
def pixmap(name: str, colour: str, size: int = MEASURE.icon, ratio: float = 1.0) -> QPixmap:
    """The icon `name` (lucide's, without .svg) in `colour` (#RRGGBB), `size` points wide."""
    return QPixmap.fromImage(_image(name, colour, size, ratio))


@lru_cache(maxsize=512)
def icon(name: str, colour: str, size: int = MEASURE.icon, *, disabled: str = "") -> QIcon:
    """A QIcon drawn sharp for every screen that is plugged in; `disabled` is its colour where it cannot be pressed, ""
    for what Qt makes of it.
    """
    ratios = {1.0, 2.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    made = QIcon()
    for ratio in sorted(ratios):
        made.addPixmap(pixmap(name, colour, size, ratio))
        if disabled:
            made.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return made


def _image(name: str, colour: str, size: int, ratio: float) -> QImage:
    # QtSvg is loaded with the first icon, not with the first import of a widget.
    from PySide6.QtSvg import QSvgRenderer

    svg = _source(name).replace("currentColor", colour)
    pixels = max(1, round(size * ratio))
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


@lru_cache(maxsize=512)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text("utf-8")
