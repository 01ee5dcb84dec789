"""The pipeline's component `statistics`: writes figures with their context on the `Doc`."""

from spacy.language import Language
from spacy.tokens import Doc

from reportminer.extract.components import SENTENCES, text_of
from reportminer.extract.figures_in_context import find_in_context
from reportminer.extract.reading import STATISTICS

_NOT_NAMES = frozenset({"MONEY", "PERCENT", "COUNT", "MEASURE"})
_PLACES = frozenset({"PLACE", "LOCAL_AUTHORITY"})


@Language.component("statistics")
def statistics(doc: Doc) -> Doc:
    """Find the figures of a block."""
    names = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ not in _NOT_NAMES]
    places = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in _PLACES]
    sentences = [(span.start, span.end) for span in doc.user_data.get(SENTENCES, ())]
    doc.user_data[STATISTICS] = find_in_context(text_of(doc), sentences, names, places)
    return doc
