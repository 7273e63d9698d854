"""Forms of goals and of evaluations: rates, scores, and indicators that two of them have."""
