"""Keys of pseudonyms made by tests stay in the tests' own folder."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    import os

    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("home"))
