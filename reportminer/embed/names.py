"""Names in the ONNX graphs that the encoder writes and reads."""

IDS = "ids"
"""Input, int64 (n, tokens): texts of the same number of tokens."""
MEAN = "mean"
"""Output, float32 (n, dim): mean of the tokens' last states."""
SHARED = "shared"
"""Output of the encoder and input of a top, float32 (n, tokens, dim): states after the first layers."""
