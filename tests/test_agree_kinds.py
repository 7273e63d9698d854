"""What holds of the final accounts in every format (test_agree) holds of the other kinds of reports: the same tests over their samples."""

from __future__ import annotations

import pytest

import test_agree
from conftest import ROOT, Sample, _cannot_print
from reportgen.build import make

OTHERS = {"dongxihu-2020": "data/dongxihu-hrss/2020", "pingqiao-2022": "data/pingqiao-hrss/2022"}


@pytest.fixture(scope="session", params=OTHERS)
def sample(request, press):
    folder = ROOT / OTHERS[request.param]
    return Sample(request.param, folder, make(folder), _cannot_print(), press)


globals().update({name: found for name, found in vars(test_agree).items() if name.startswith("test_") or name in ("tree", "figures", "word", "workbook", "pdf_text")})
