"""What is in documents, kept by its hash: once however many hold it, never changed, and never taken away.

As the journal it is no part of a step: undo takes documents away, redo brings them back, and what is in them is there.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from db.models import FileContent
from db.unit_of_work import UnitOfWork


def keep_contents(uow: UnitOfWork, contents: Iterable[bytes]) -> list[str]:
    """Keep these bytes; gives the hash of each, by which a document names them."""
    all_of = list(contents)
    hashes = [hashlib.sha256(data).hexdigest() for data in all_of]
    known = set(
        uow.connection.scalars(select(FileContent.sha256).where(FileContent.sha256.in_(list(dict.fromkeys(hashes)))))
    )
    new = {key: data for key, data in zip(hashes, all_of, strict=True) if key not in known}
    ids = uow.next_ids("file_content", len(new))
    rows = [
        {"id": n, "sha256": key, "size": len(data), "content": base64.b64encode(data).decode("ascii")}
        for n, (key, data) in zip(ids, new.items(), strict=True)
    ]
    if rows:
        insert = sqlite.insert if uow.connection.dialect.name == "sqlite" else postgresql.insert
        # another program may keep the same at this moment
        uow.connection.execute(insert(FileContent).on_conflict_do_nothing(index_elements=["sha256"]), rows)
    return hashes
