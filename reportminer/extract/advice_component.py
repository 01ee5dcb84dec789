"""The component of the pipeline that writes down what ought to be done."""

from spacy.language import Language
from spacy.tokens import Doc

from reportminer.extract.advice import find_advice
from reportminer.extract.components import SENTENCES, text_of
from reportminer.extract.reading import ADVICE


@Language.component("advice")
def advice(doc: Doc) -> Doc:
    """Write the sentences that demand something to the layer of advice."""
    doc.user_data[ADVICE] = tuple(find_advice(text_of(doc), doc.user_data.get(SENTENCES, ())))
    return doc
