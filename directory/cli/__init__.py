"""The shell's door: one file for a family of commands."""
