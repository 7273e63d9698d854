"""reportgen: the disclosure reports of Chinese government departments, from data that state each fact once."""
