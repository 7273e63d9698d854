"""What holds of the final accounts in every format (test_agree) holds of the other kinds of reports and of other
provinces' editions: the same tests over their samples.
"""

from __future__ import annotations

import pytest

import test_agree

OTHERS = {
    "dongxihu-2020": "data/dongxihu-hrss/2020",
    "pingqiao-2022": "data/pingqiao-hrss/2022",
    "jianghan-2022": "data/jianghan-hrss/2022",
    "shanghai-2024": "tests/shanghai/published/2024",
    "shanghai-2025": "tests/shanghai/finance/2025",
    "jiangdong-2024": "tests/jiangdong/haiyang/2024",
}


@pytest.fixture(scope="session", params=OTHERS)
def sample(request, sample_of):
    return sample_of(request.param, OTHERS[request.param])


globals().update(
    {
        name: found
        for name, found in vars(test_agree).items()
        if name.startswith("test_") or name in ("tree", "figures", "word", "workbook", "pdf_text")
    }
)
