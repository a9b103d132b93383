"""From the text of an official paper to a draft of the campaign: rules over an outline, no model."""
