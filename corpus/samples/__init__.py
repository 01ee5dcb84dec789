"""Illustrative review reports of invented areas, built from marked-up sources together with their gold."""
