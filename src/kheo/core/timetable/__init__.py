"""Days, deadlines and the time line of a campaign. Pure: every function is told the day or the moment."""
