"""What an editor of the files in `data/` is told when one cannot be used."""


class DataError(ValueError):
    """A file in `data/` is torn or contradicts itself; the message names the file or the term."""
