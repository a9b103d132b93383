"""What every page shares: who may open it, what it may do, how a refusal is shown."""
