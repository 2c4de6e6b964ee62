"""The only part of the program that asks the network for something: pages that an editor wants, one at a time."""
