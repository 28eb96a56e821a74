"""The pages of the money: budgets and lines, contributions and ledgers, what offices need."""
