"""The search panel of the Listings tab: words, place, price, bedrooms and type, Go and Clear All."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.queries.listings import ListingSpec
from db.rules.values import PROPERTY_TYPES
from desktop.theme.tokens import SPACE
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

ANY: Final = "Any"
MOST_BEDROOMS: Final = 6
LABEL: Final = 84
_AMOUNT: Final = QRegularExpression(r"\$?[0-9,]{0,12}")


class SearchPanel(QFrame):
    """Stays in sight. Signal: applied(ListingSpec) by Go, Enter in any field, or Clear All; list and sort are not its.

    What a spec says and no field shows (one bedroom more than the choices have) is shown as the nearest field can.
    """

    applied = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self.setAccessibleName("Search listings")
        self.text = self._line("Words", "MLS number, street, city, code")
        self.city = self._choice("City", ())
        self.postal_code = self._line("Postal code", "")
        self.price_from = self._amount("Price from")
        self.price_to = self._amount("Price to")
        bedrooms = tuple((str(n), f"{n} or more") for n in range(1, MOST_BEDROOMS + 1))
        self.bedrooms = self._choice("Bedrooms", bedrooms)
        self.type = self._choice("Type", PROPERTY_TYPES)
        self.go = PushButton("Go", look="primary", parent=self)
        self.clear = PushButton("Clear All", parent=self)
        self.go.clicked.connect(self._apply)
        self.clear.clicked.connect(self.clear_all)
        self._lay_out()

    def set_cities(self, cities: Sequence[str]) -> None:
        """Offer these cities; the chosen one stays."""
        chosen = str(self.city.currentData() or "")
        if [self.city.itemData(n) for n in range(1, self.city.count())] != list(cities):
            _fill(self.city, [(city, city) for city in cities])
            _choose(self.city, chosen)

    def search(self) -> ListingSpec:
        """What the fields say."""
        type_ = str(self.type.currentData() or "")
        rooms = self.bedrooms.currentData()
        return ListingSpec(
            city=str(self.city.currentData() or ""),
            postal_code=self.postal_code.text().strip(),
            property_types=(type_,) if type_ else (),
            price_from=_cents(self.price_from.text()),
            price_to=_cents(self.price_to.text()),
            bedrooms=int(rooms) if rooms else None,
            text=self.text.text().strip(),
        )

    def set_search(self, spec: ListingSpec) -> None:
        """Show what a spec asks for."""
        self.text.setText(spec.text)
        _choose(self.city, spec.city)
        self.postal_code.setText(spec.postal_code)
        self.price_from.setText(_amount_words(spec.price_from))
        self.price_to.setText(_amount_words(spec.price_to))
        _choose(self.bedrooms, "" if spec.bedrooms is None else str(spec.bedrooms))
        _choose(self.type, spec.property_types[0] if spec.property_types else "")

    def focus_field(self) -> None:
        """The keyboard goes to the words."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def clear_all(self) -> None:
        """Empty every field, and show the list whole."""
        self.set_search(ListingSpec())
        self._apply()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter applies."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._apply()
        else:
            super().keyPressEvent(event)

    def _apply(self) -> None:
        self.applied.emit(self.search())

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAcceptDrops(False)  # a file over it is the page's
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        return line

    def _amount(self, name: str) -> QLineEdit:
        line = self._line(name, "$")
        line.setValidator(QRegularExpressionValidator(_AMOUNT, line))
        return line

    def _choice(self, name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)  # a long name is cut, the panel has one width
        _fill(box, choices)
        return box

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACE.big, SPACE.mid, SPACE.mid, SPACE.tiny)
        top.addWidget(self.text)
        grid = QGridLayout()
        grid.setContentsMargins(SPACE.big, SPACE.tiny, SPACE.mid, SPACE.mid)
        grid.setHorizontalSpacing(SPACE.small)
        grid.setVerticalSpacing(SPACE.tiny)
        grid.setColumnMinimumWidth(0, LABEL)
        grid.setColumnStretch(1, 1)
        fields = (self.city, self.postal_code, self.price_from, self.price_to, self.bedrooms, self.type)
        for row, field in enumerate(fields):
            label = PlainLabel(field.accessibleName(), tone="muted", parent=self)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.big, SPACE.small, SPACE.big, SPACE.big)
        foot.setSpacing(SPACE.small)
        foot.addWidget(self.go)
        foot.addWidget(self.clear)
        foot.addStretch()
        line = QFrame(self)
        line.setProperty("look", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addLayout(top)
        column.addLayout(grid)
        column.addLayout(foot)


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    box.clear()
    box.addItem(ANY, "")
    for key, label in choices:
        box.addItem(label, key)


def _choose(box: QComboBox, key: str) -> None:
    """Choose an entry; one that is not offered yet, such as a city before they are known, is added."""
    at = box.findData(key)
    if at < 0:
        box.addItem(key, key)
        at = box.count() - 1
    box.setCurrentIndex(at)


def _cents(text: str) -> int | None:
    digits = "".join(letter for letter in text if letter.isdigit())
    return int(digits) * 100 if digits else None


def _amount_words(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100:,}"
