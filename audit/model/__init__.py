"""The words of the house as values: frozen, standard library only."""
