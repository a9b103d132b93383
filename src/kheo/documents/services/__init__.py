"""What is done with files, papers on file and the linter's rules."""

from kheo.documents.services.files import file_paper, path_of, read, store, sweep
from kheo.documents.services.rules import switch_off, switch_on

__all__ = ["file_paper", "path_of", "read", "store", "sweep", "switch_off", "switch_on"]
