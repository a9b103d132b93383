"""Every read of this module that is more than one row by its key."""
