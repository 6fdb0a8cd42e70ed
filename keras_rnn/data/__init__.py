"""Data to learn from: what there is, where it comes from, how it is split."""

from . import datasets as datasets
