"""Files in, `Document`s out: the only layer that reads reports."""
