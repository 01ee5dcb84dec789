"""Whether sentences that were stored and texts that are asked for come from one encoder."""

from reportminer.embed.protocol import Encoder
from reportminer.errors import ConfigError
from reportminer.store.vectors import VectorTable


def stamp(encoder: Encoder) -> str:
    """Return what is stored beside vectors: name of the encoder, `@`, first 12 hex digits of its digest."""
    return f"{encoder.name}@{encoder.digest[:12]}"


def check_encoder(table: VectorTable, encoder: Encoder, *, compared: str) -> None:
    """Check that an encoder made the vectors of a workspace.

    Args:
        table: the stored vectors.
        encoder: the one that the settings name.
        compared: what it is to encode, in words, for the message.

    Raises:
        ConfigError: another encoder made them, or several did.
    """
    named = stamp(encoder)
    if table.encoder != named:
        raise ConfigError(
            f"the workspace was encoded with {table.encoder or 'several encoders'}, the settings name {named}",
            expected=f"one encoder for sentences and {compared}",
            remedy="use the same --config as for `run`, or run again to encode anew",
        )
