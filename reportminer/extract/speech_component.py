"""The registered component that writes the words of others found in a block."""

from spacy.language import Language
from spacy.tokens import Doc

from reportminer.extract.components import SENTENCES, text_of
from reportminer.extract.reading import QUOTATIONS
from reportminer.extract.speech import find_speech


@Language.component("quotations")
def quotations(doc: Doc) -> Doc:
    """Find passages in quotation marks and reported speech."""
    doc.user_data[QUOTATIONS] = find_speech(text_of(doc), doc.user_data.get(SENTENCES, ()))
    return doc
