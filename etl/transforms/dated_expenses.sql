-- Operating expenses on the day that bears them.
SELECT e.day, e.category, e.amount FROM expenses e
