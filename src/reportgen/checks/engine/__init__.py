"""What runs the rules: their register, the ledger, formulas and states of editions, gaps and their causes, 豁免,
pages.
"""
