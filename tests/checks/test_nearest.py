"""What is proposed for a word that names nothing."""

from reportgen.checks.data.unused import nearest


def test_at_most_three_names_that_look_like_it_are_proposed() -> None:
    known = ["2080101", "2080102", "2080103", "2080104", "2210201"]
    assert nearest("2080105", known).count("、") == 2
    assert nearest("2080105", ["2080101"], {"2080101": "行政运行"}) == "是不是 2080101 行政运行？"
    assert nearest("经费", known) == ""
