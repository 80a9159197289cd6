"""The style sheet, made from the tokens: what Fusion and the palette cannot say by themselves."""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import Final

from desktop.resource_files import resource
from desktop.theme.colour_distance import mix
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT, Colours

# Focus is a second pixel of border, taken from the padding, so that nothing moves when it arrives. A line adds two
# pixels of its own to its padding; a combo box does not, so it is given two more. The buttons of a field of figures
# are nine pixels without height at its left: Qt asks for them where it leaves the padding out.
SHEET: Final = Template("""
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 8px; }

QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: ${radius}px;
  padding: 5px 13px; min-height: 18px; font-weight: $medium; outline: 0; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:open { background: $selection; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 12px; }
QPushButton:disabled { color: $edge; background: $window; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[look="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[look="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $line; border-color: $line; color: $muted; }
QPushButton[small="true"] { padding: 5px 8px; }
QPushButton[small="true"]:focus { padding: 4px 7px; }
QPushButton[look="danger"] { color: $error; }
QPushButton[look="danger"]:disabled { color: $edge; }
QPushButton[look="link"], QPushButton[look="quiet"] { background: transparent; border: 1px solid transparent;
  padding: 2px 3px; color: $accent; }
QPushButton[look="quiet"] { color: $muted; font-weight: $regular; }
QPushButton[care="true"] { color: $error; font-weight: $medium; }
QPushButton[look="link"]:hover, QPushButton[look="quiet"]:hover { color: $accent_hover;
  text-decoration: underline; }
QPushButton[look="link"]:focus, QPushButton[look="quiet"]:focus { border: 2px solid $accent;
  border-radius: ${small_radius}px; padding: 1px 2px; }
QPushButton[look="link"]:disabled, QPushButton[look="quiet"]:disabled { background: transparent; color: $edge; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[menu="true"] { text-align: left; }
QPushButton[look="field"] { font-weight: $regular; padding-left: 11px; }
QPushButton[look="field"]:focus { padding-left: 10px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px;
  outline: 0; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; }
QToolButton:focus { border: 2px solid $accent; padding: 2px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: $surface; color: $text;
  border: 1px solid $line; border-radius: ${radius}px;
  padding: 4px 9px; min-height: 20px; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $muted; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: $edge; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border: 2px solid $accent; padding: 3px 8px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"] { border-color: $error; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { background: $window;
  color: $edge; placeholder-text-color: $edge; }
QLineEdit[look="search"], QLineEdit[readOnly="true"] { background: $window; }
QLineEdit[look="inplace"] { padding: 0 3px; border-radius: ${small_radius}px; }
QLineEdit[look="inplace"]:focus { padding: 0 2px; }
QComboBox[look="inplace"] { padding: 0 24px 0 5px; border-radius: ${small_radius}px; }
QComboBox[look="inplace"]:focus { padding: 0 23px 0 4px; }
QComboBox { combobox-popup: 0; padding-left: 11px; padding-right: 26px; }
QComboBox:focus { padding-left: 10px; padding-right: 25px; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 24px; subcontrol-position: right center; right: 3px; }
QAbstractSpinBox::down-arrow { image: none; }
QComboBox::down-arrow, QDateEdit[calendarPopup="true"]::down-arrow { image: url("$chevron"); width: 12px;
  height: 12px; }
QAbstractSpinBox { padding: 2px 9px; min-height: 21px; }
QAbstractSpinBox:focus { padding: 1px 8px; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:hover, QAbstractSpinBox QLineEdit:focus {
  background: transparent; border: none; min-height: 0; padding: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: left;
  border: none; width: 9px; height: 0; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; outline: 0; padding: 3px; }
QListView::item { min-height: 24px; padding: 0 8px; border-radius: ${small_radius}px; color: $text; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $selection; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator { width: 12px; height: 12px;
  border: 1px solid $edge; border-radius: 4px; background: $surface; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid $edge; border-radius: 7px;
  background: $surface; }
QRadioButton::indicator:checked { border: 4px solid $accent; width: 6px; height: 6px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:focus { border: 2px solid $accent; width: 10px; height: 10px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked {
  background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url("$dash"); }
QCheckBox::indicator:checked:focus { border: 2px solid $text; }
QRadioButton::indicator:focus { border: 2px solid $accent; width: 10px; height: 10px; }
QRadioButton::indicator:checked:focus { border: 4px solid $text; width: 6px; height: 6px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $window; border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $edge; border-color: $edge; }
QRadioButton::indicator:checked:disabled { border-color: $edge; }

QAbstractItemView { background: $surface; border: none; outline: 0; selection-background-color: $selection;
  selection-color: $text; }
QListView[look="open"] { background: transparent; }
QListWidget[look="boxed"] { border: 1px solid $line; border-radius: ${radius}px; padding: 3px; }
QListWidget[look="boxed"]:focus { border: 2px solid $accent; padding: 2px; }
QTableView { gridline-color: $line; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $text; border: none; border-bottom: 1px solid $line;
  padding: 6px 12px; font-weight: $semibold; }
QHeaderView::section:vertical { color: $muted; font-weight: $regular; }
QHeaderView::section:hover { background: $hover; }
QTableCornerButton::section { background: $surface; border: none; border-bottom: 1px solid $line; }

QMenu { background: $surface; color: $text; border: 1px solid $line; border-radius: ${radius}px;
  padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: ${small_radius}px; min-height: 16px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $edge; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 12px; height: 12px; padding-left: 8px; }
QMenu::indicator:checked { image: url("$tick"); }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $line; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea { border: none; background: transparent; }

QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[look="box"] { background: $window; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[look="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[look="rule"] { background: $line; border: none; }
QFrame[look="surface"], QDialog { background: $surface; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="error"] { color: $error; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="accent"] { color: $accent; }
""")


def make_style(colours: Colours) -> str:
    """The whole style sheet for one mode."""
    mode, other = ("dark", "light") if colours.dark else ("light", "dark")
    return SHEET.substitute(
        asdict(colours),
        scroll=mix(colours.edge, colours.surface, 0.5),
        accent_pressed=mix(colours.accent_hover, colours.text, 0.8),
        radius=MEASURE.radius - 1,
        small_radius=MEASURE.radius_small,
        regular=WEIGHT.regular,
        medium=WEIGHT.medium,
        semibold=WEIGHT.semibold,
        small_size=TYPE.small,
        chevron=resource(f"icons/marks/chevron-{mode}.svg").as_posix(),
        check=resource(f"icons/marks/check-{mode}.svg").as_posix(),
        dash=resource(f"icons/marks/dash-{mode}.svg").as_posix(),
        tick=resource(f"icons/marks/check-{other}.svg").as_posix(),  # on the surface, not on the accent
    )
