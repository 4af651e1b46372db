"""Progress of long work, told to whoever listens."""


class Reporter:
    """Listens to progress and says nothing; the command line shows bars instead."""

    def stage(self, name: str, total: int | None) -> None:
        """Begins a stage of ``total`` steps (None: unknown)."""

    def advance(self, steps: int = 1) -> None:
        """Moves on."""
