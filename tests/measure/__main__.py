"""`python -m tests.measure`: the figures of quality."""

from tests.measure.quality import main

main()
