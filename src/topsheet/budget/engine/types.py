"""The words of a budget: accounts, lines, globals, fringes, contractuals, results."""
