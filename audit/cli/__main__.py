"""``python -m audit.cli``: the command without its script."""

from audit.cli.app import main

main()
