"""Classes that stand for tables, without SQLAlchemy's ORM: the program reads and writes by Core only, and importing and
configuring the ORM took longer than the whole window (MEASURES P14).

To the type checker they are ordinary declarative classes, with `Mapped` columns; at run time a class attribute is the
Core column itself, and the class can be given wherever Core wants its table.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, ClassVar, Final, get_args

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, String, Table

if TYPE_CHECKING:
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_PLAIN: Final[dict[str, Any]] = {"int": Integer, "str": String, "bool": Boolean}


@dataclass(frozen=True, slots=True)
class ColumnDeclaration:
    """What a class says of one column: its type (None: as annotated), what it refers to, and Column's options."""

    type: Any = None
    refers_to: ForeignKey | None = None
    options: dict[str, Any] = field(default_factory=dict)

    def column(self, name: str, annotation: str, names: dict[str, Any]) -> Column[Any]:
        """The Core column, once for each table: `annotation` is what stands in Mapped[…], read among `names`."""
        word, _, optional = annotation.partition(" | ")
        shared, empty_allowed = _shared(names.get(word)), bool(optional) or _takes_none(names.get(word))
        options = {"nullable": empty_allowed} | shared.options | self.options
        if options.get("primary_key"):
            options["nullable"] = False
        kind = self.type or shared.type or _PLAIN[word]
        fk = self.refers_to
        references = [] if fk is None else [ForeignKey(fk.target_fullname, ondelete=fk.ondelete)]
        made: Column[Any] = Column(kind, *references, **options)
        made.name = made.key = name  # given to Column itself it becomes a kind of str whose type in SQL is unknown
        return made


def _shared(alias: Any) -> ColumnDeclaration:
    """The declaration that an Annotated type such as Word brings along."""
    found = (one for one in getattr(alias, "__metadata__", ()) if isinstance(one, ColumnDeclaration))
    return next(found, ColumnDeclaration())


def _takes_none(alias: Any) -> bool:
    return type(None) in get_args(getattr(alias, "__origin__", None))


def _declare(*what: Any, **options: Any) -> ColumnDeclaration:
    references = [one for one in what if isinstance(one, ForeignKey)]
    kinds = [one for one in what if not isinstance(one, ForeignKey)]
    return ColumnDeclaration(kinds[0] if kinds else None, references[0] if references else None, options)


class TableClass:
    """Base of the classes: a subclass with `__tablename__` makes its table. An instance is a row that was read."""

    metadata: ClassVar[MetaData]
    __table__: ClassVar[Table]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        name = cls.__dict__.get("__tablename__")
        if name is None:
            return
        columns = [column for owner in _owners(cls) for column in _columns_of(owner)]
        for column in columns:
            setattr(cls, column.name, column)
        arguments = list(getattr(cls, "__table_args__", ()))
        options = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
        cls.__table__ = Table(name, cls.metadata, *columns, *arguments, **options)

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(dict.fromkeys(self.__table__.c.keys()), **values)

    @classmethod
    def __clause_element__(cls) -> Table:
        """What Core takes the class for."""
        return cls.__table__


def _owners(cls: type[Any]) -> list[type[Any]]:
    """The classes whose columns a table has: its own, then those of what is mixed in."""
    return [one for one in cls.__mro__ if one.__module__ == cls.__module__ or one.__module__.startswith("db.models.")]


def _columns_of(owner: type[Any]) -> list[Column[Any]]:
    names = vars(sys.modules[owner.__module__])
    found = []
    for name, annotation in get_annotations(owner).items():
        if not annotation.startswith("Mapped["):
            continue
        said = owner.__dict__.get(name)
        declared = said if isinstance(said, ColumnDeclaration) else ColumnDeclaration()
        found.append(declared.column(name, annotation.removeprefix("Mapped[").removesuffix("]"), names))
    return found


if not TYPE_CHECKING:
    DeclarativeBase, Mapped, mapped_column = TableClass, object, _declare

__all__ = ["ColumnDeclaration", "DeclarativeBase", "Mapped", "TableClass", "mapped_column"]
