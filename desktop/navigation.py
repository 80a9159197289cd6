"""Ways to another place in the program, for parts that know nothing of each other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Navigation(QObject):
    """One for the window; whoever can open what is asked for listens.

    Signals: ``contact_wanted`` (contact id, the list it came from as a ListSpec or None); ``page_wanted``
    (key); ``list_wanted`` (a ListSpec: show it on the page of lists); ``listing_wanted`` (listing id);
    ``import_wanted`` (files, may be empty); ``add_contact_wanted``; ``merge_wanted`` (two contact ids);
    ``keys_wanted``; ``approvals_wanted`` (the contact whose request is meant); ``calling_wanted`` (a Selection, the
    ListSpec it stands in or None, and what it is called: call through it).
    """

    contact_wanted = Signal(object, object)
    page_wanted = Signal(str)
    listing_wanted = Signal(object)
    list_wanted = Signal(object)
    import_wanted = Signal(object)
    add_contact_wanted = Signal()
    merge_wanted = Signal(object, object)
    keys_wanted = Signal()
    approvals_wanted = Signal(object)
    calling_wanted = Signal(object, object, str)

    def open_contact(self, contact_id: int, spec: object = None) -> None:
        """Open the contact's dialog; with `spec` it can go to the next and previous of that list."""
        self.contact_wanted.emit(contact_id, spec)

    def open_page(self, key: str) -> None:
        """Bring a page to the front."""
        self.page_wanted.emit(key)

    def open_listing(self, listing_id: int) -> None:
        """Show a listing on the page of listings."""
        self.listing_wanted.emit(listing_id)

    def open_list(self, spec: object) -> None:
        """Show the rows of a list, such as those behind a figure."""
        self.list_wanted.emit(spec)

    def open_import(self, files: tuple[object, ...] = ()) -> None:
        """Begin an import, of these files if any were dropped."""
        self.import_wanted.emit(files)

    def add_contact(self) -> None:
        """Begin a new contact."""
        self.add_contact_wanted.emit()

    def merge(self, one: int, other: int) -> None:
        """Show two contacts side by side, to be made one."""
        self.merge_wanted.emit(one, other)

    def show_approvals(self, contact_id: int) -> None:
        """Show what waits for a broker, at the request about a contact."""
        self.approvals_wanted.emit(contact_id)

    def call_through(self, selection: object, spec: object, title: str) -> None:
        """Make a queue of contacts and call them one after the other."""
        self.calling_wanted.emit(selection, spec, title)

    def show_keys(self) -> None:
        """Show the page of keys."""
        self.keys_wanted.emit()
