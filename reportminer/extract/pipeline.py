"""The spaCy pipeline, assembled from its configuration file."""

from pathlib import Path

from spacy.language import Language
from spacy.util import load_config, load_model_from_config

import reportminer.extract.advice_component
import reportminer.extract.speech_component
import reportminer.extract.statistics_component
import reportminer.extract.trained  # noqa: F401  (registers the component)
from reportminer.codebook import Codebook
from reportminer.errors import ConfigError
from reportminer.extract.components import GazetteerEntities, ThemeMentions
from reportminer.gazetteer import Gazetteer


def load_pipeline(
    path: Path,
    *,
    codebook: Codebook,
    gazetteer: Gazetteer,
    max_sentence_chars: int,
    without: frozenset[str] = frozenset(),
) -> Language:
    """Assemble the pipeline that a configuration file describes and give its components what they look for.

    Args:
        path: the configuration file.
        codebook: its phrases are looked for.
        gazetteer: its names are looked for.
        max_sentence_chars: a longer sentence is cut.
        without: names of components to leave out, whatever the file says.

    Raises:
        ConfigError: the file cannot be read or names unknown components.
    """
    try:
        config = load_config(path)
        if "report_sentences" in config.get("components", {}):
            config["components"]["report_sentences"]["max_chars"] = max_sentence_chars
        # What is switched off is not even made: a model takes time to load.
        off = without | set(config["nlp"].get("disabled", ()))
        config["nlp"]["pipeline"] = [name for name in config["nlp"]["pipeline"] if name not in off]
        config["nlp"]["disabled"] = []
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
