"""The command `newsdesk`: one module a command."""


def main() -> None:
    """The entry point; the commands are imported only when one is run, since the hooks use parts of this package."""
    from newsdesk.cli.app import main as run

    run()
