"""Whole pages of the invented schools, as readers get them. After a meant change: UKLAD_GOLDEN=write pytest tests/test_golden.py"""

from __future__ import annotations

import os
import re

import pytest
from conftest import SILLY, Project

GOLDEN = SILLY / "golden"
PAGES = ["cloud-school/ru/2030-03-04/guides/teacher", "cloud-school/ru/2030-03-04/regulation/index", "cloud-school/en/2030-03-04/regulation/index",
         "whale-school/en/2030-05-06/regulation/index", "cloud-school/en/2030-03-04/index", "cloud-school/ru/2030-03-04/reference/index"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_as_it_was(built_silly: Project, page: str) -> None:
    article = re.sub(r"\n\s*\n+", "\n", built_silly.article(f"{page}.html")) + "\n"
    golden = GOLDEN / f"{page.replace('/', '_')}.html"
    if os.environ.get("UKLAD_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(article, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == article
