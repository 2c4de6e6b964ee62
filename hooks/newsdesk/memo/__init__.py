"""A memo: values under keys made of all their inputs, for the builds of this process and of later ones."""
