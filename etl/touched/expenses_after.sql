SELECT e.* FROM expenses e JOIN touched_expenses t ON t.day = e.day AND t.category = e.category
