import pytest

from mainstay.ui import contrast


@pytest.mark.parametrize(
    "ratio", contrast.ratios(), ids=lambda r: f"{r.pair.ink} on {r.pair.ground}"
)
def test_every_ink_can_be_read_on_its_grounds(ratio):
    assert not ratio.fails, f"{ratio.light:.2f} light, {ratio.dark:.2f} dark"
