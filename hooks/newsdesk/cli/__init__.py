"""The command `newsdesk`: one module a command."""

from newsdesk.cli.app import main

__all__ = ["main"]
