"""Makes the sample contract in resources/templates anew: python -m tests.inputs.make_sample_contract."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches, Pt

PLACE: Final = Path(__file__).parents[2] / "resources" / "templates" / "contract.docx"
_MOMENT: Final = (2026, 11, 1, 0, 0, 0)
NOTE: Final = (
    "Sample. This text shows what a template can do and is no legal advice. Put your office's own agreement in its "
    "place under Office settings, Contract."
)
# A heading, and what stands under it.
ARTICLES: Final = """
The property
The seller sells and the buyer buys the property at {{ property_address }}
{% if property_type %}({{ property_type }}) {% endif %}with everything that is fixed to it.

The price
The price is {{ price }}{% if price_in_words %} ({{ price_in_words }}){% endif %}.
It is paid in full on the day of closing, by a way that both parties can prove.

Closing
The closing is on {{ closing_date }}, at an office that both parties agree on.
On that day the seller hands over the keys and a deed free of claims by others.

Conditions
This agreement holds under these conditions: {{ contingencies }}.
A party that wants to step back because one of them is not met says so in writing before the closing.

The state of the property
Until the closing the seller keeps the property as it was when the buyer saw it.
The buyer may have it inspected at the buyer's cost, on a day agreed with the seller.

Costs
Each party bears the costs that are usual for it in the county of the property, unless both agree otherwise in writing.

Changes
A change of this agreement is valid when both parties have signed it.
"""


def make() -> bytes:
    """The sample as a .docx file."""
    made = Document()
    made.core_properties.title = "Purchase agreement (sample)"
    made.core_properties.author = made.core_properties.last_modified_by = "Brokerdesk"
    made.core_properties.comments = ""
    made.core_properties.created = made.core_properties.modified = datetime(*_MOMENT, tzinfo=UTC).replace(tzinfo=None)
    _set_up(made)
    heading = made.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title = heading.add_run("PURCHASE AGREEMENT")
    title.bold, title.font.size = True, Pt(16)
    note = made.add_paragraph().add_run(NOTE)
    note.italic, note.font.size = True, Pt(9)
    made.add_paragraph("Made on {{ today_in_words }}, between")
    made.add_paragraph(
        "{{ contact_name }}{% if spouse %} and {{ spouse }}{% endif %}, {{ mailing_address }} (“seller”), and"
    )
    made.add_paragraph("{{ buyer }} (“buyer”).")
    for number, article in enumerate(ARTICLES.strip().split("\n\n"), 1):
        name, *lines = article.split("\n")
        head = made.add_paragraph()
        head.paragraph_format.keep_with_next = True
        head.add_run(f"{number}. {name}").bold = True
        made.add_paragraph(" ".join(lines))
    _signatures(made)
    footer = made.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(
        "Drafted by {{ agent_name }}, {{ office_name }}. A person checks it before it is signed."
    ).font.size = Pt(8)
    stream = io.BytesIO()
    made.save(stream)
    return _settled(stream.getvalue())


def _set_up(made: DocumentType) -> None:
    plain = made.styles["Normal"]
    plain.font.name, plain.font.size = "Calibri", Pt(11)
    section = made.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(1)


def _signatures(made: DocumentType) -> None:
    made.add_paragraph()
    table = made.add_table(rows=2, cols=2)
    for column, (name, who) in enumerate((("{{ contact_name }}", "Seller"), ("{{ buyer }}", "Buyer"))):
        table.cell(0, column).text = "\n______________________________\nDate: ________________"
        table.cell(1, column).text = f"{name}\n{who}"
    made.add_paragraph()
    made.add_paragraph("{{ contact_name }} can be reached at {{ phone }} or {{ email }}.")


def _settled(data: bytes) -> bytes:
    """The same file with one moment in every entry, so that it is the same each time, and without a thumbnail."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if "thumbnail" in member.filename:
                continue
            if member.filename == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            entry = zipfile.ZipInfo(member.filename, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()


if __name__ == "__main__":
    PLACE.parent.mkdir(exist_ok=True)
    PLACE.write_bytes(make())
