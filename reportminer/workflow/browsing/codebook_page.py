"""What was looked for."""

from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.views import CodebookPage


def make_codebook_page(state: State) -> CodebookPage:
    """Return the codebook with the counts of each pattern."""
    codebook = state.codebook
    return CodebookPage(
        title=codebook.title,
        version=codebook.version,
        digest=codebook.digest,
        themes=tuple(
            (
                state.themes[theme.id],
                tuple((p, state.patterns[p.id]) for p in codebook.patterns if p.theme == theme.id),
            )
            for theme in codebook.themes
        ),
        unknown=tuple(e for key, e in state.patterns.items() if key not in codebook.pattern_ids),
    )
