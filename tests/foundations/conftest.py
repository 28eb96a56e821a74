import pytest

from tests.makers.letters import lay_samples


@pytest.fixture
def sample_letters(tmp_path, settings):
    """The texts of the letters ``samples.…``."""
    lay_samples(tmp_path / "letters", settings)
