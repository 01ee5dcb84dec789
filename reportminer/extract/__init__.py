"""`Document` to sentences, entities, themes and the facts of the report itself."""
