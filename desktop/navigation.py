"""Ways to another place in the program, for parts that know nothing of each other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Navigation(QObject):
    """One for the window; whoever can open what is asked for listens.

    Signals: ``contact_wanted`` (contact id, the list it came from as a ListSpec or None); ``page_wanted``
    (key); ``list_wanted`` (a ListSpec: show it on the page of lists); ``import_wanted`` (files, may be
    empty); ``add_contact_wanted``; ``keys_wanted``.
    """

    contact_wanted = Signal(object, object)
    page_wanted = Signal(str)
    list_wanted = Signal(object)
    import_wanted = Signal(object)
    add_contact_wanted = Signal()
    keys_wanted = Signal()

    def open_contact(self, contact_id: int, spec: object = None) -> None:
        """Open the contact's dialog; with `spec` it can go to the next and previous of that list."""
        self.contact_wanted.emit(contact_id, spec)

    def open_page(self, key: str) -> None:
        """Bring a page to the front."""
        self.page_wanted.emit(key)

    def open_list(self, spec: object) -> None:
        """Show the rows of a list, such as those behind a figure."""
        self.list_wanted.emit(spec)

    def open_import(self, files: tuple[object, ...] = ()) -> None:
        """Begin an import, of these files if any were dropped."""
        self.import_wanted.emit(files)

    def add_contact(self) -> None:
        """Begin a new contact."""
        self.add_contact_wanted.emit()

    def show_keys(self) -> None:
        """Show the page of keys."""
        self.keys_wanted.emit()
