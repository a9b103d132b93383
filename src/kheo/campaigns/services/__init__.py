"""Every write of this module: a verb is a function, atomic and audited."""
