"""The spaCy pipeline, assembled from its configuration file."""

from pathlib import Path

from spacy.language import Language
from spacy.util import load_config, load_model_from_config

from reportminer.codebook import Codebook
from reportminer.errors import ConfigError
from reportminer.extract.components import GazetteerEntities, ThemeMentions
from reportminer.gazetteer import Gazetteer


def load_pipeline(path: Path, *, codebook: Codebook, gazetteer: Gazetteer, max_sentence_chars: int) -> Language:
    """Assemble the pipeline that a configuration file describes and give its components what they look for.

    Raises:
        ConfigError: the file cannot be read or names unknown components.
    """
    try:
        config = load_config(path)
        if "report_sentences" in config.get("components", {}):
            config["components"]["report_sentences"]["max_chars"] = max_sentence_chars
        nlp = load_model_from_config(config, auto_fill=True)
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(
            f"{path} does not describe a pipeline: {error}",
            expected="a spaCy configuration with [nlp] and [components]",
            remedy="compare it with configs/pipeline.cfg as it was shipped",
        ) from error
    for _, component in nlp.pipeline:
        if isinstance(component, GazetteerEntities):
            component.supply(gazetteer)
        elif isinstance(component, ThemeMentions):
            component.supply(codebook)
    return nlp
