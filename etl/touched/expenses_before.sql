SELECT c.day, c.category, c.amount FROM changed_expenses c WHERE c.existed
