"""`python -m newsdesk.cli`, where the command is not on the path."""

from newsdesk.cli import main

main()
