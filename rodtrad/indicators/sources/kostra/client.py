"""KOSTRA's tables are SSB's, asked for in the same way and at the same pace."""

from rodtrad.indicators.sources.ssb.client import Client

__all__ = ["Client"]
