"""Knowledge → pages: addresses, view models, templates."""
