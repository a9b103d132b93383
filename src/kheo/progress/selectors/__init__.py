"""Reading: progress and its reports, evidence."""
