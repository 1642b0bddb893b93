class UnreadableFileError(ValueError):
    """A file that is not what it should be; the message says so to a person in one sentence."""
