"""Looks whether a picture of a screen shows something: a missing plugin or font leaves it blank."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.bundle.built import BundleError

SMALLEST: Final = 120  # pixels; every screen and dialog is larger
# Smooth letters and icons have shades between ink and paper; boxes for letters that no font has show a dozen.
SHADES: Final = 60
INK: Final = 0.01  # share of the pixels that are not paper


def check_picture(path: Path) -> None:
    """BundleError with a sentence when the file is no picture, a tiny or a blank one."""
    import numpy as np
    from PySide6.QtGui import QImage

    image = QImage(str(path))
    if image.isNull():
        raise BundleError(f"The built program wrote {path.name}, which is no picture.")
    if min(image.width(), image.height()) < SMALLEST:
        raise BundleError(f"The built program drew {path.name} at {image.width()}×{image.height()} pixels only.")
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)[:, : image.width()]
    _shades, counts = np.unique(pixels & 0xFFFFFF, return_counts=True)
    ink = 1 - counts.max() / counts.sum()
    if len(counts) < SHADES or ink < INK:
        raise BundleError(f"The built program drew {path.name} blank: {len(counts)} colours, {ink:.1%} ink.")
