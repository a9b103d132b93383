"""Reading exemplars, reviews, proposals, decisions and recognitions."""
