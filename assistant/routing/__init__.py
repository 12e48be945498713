"""From a prompt to a tier, offline and explained, and from a tier to the models that serve it."""
