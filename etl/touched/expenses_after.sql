SELECT e.* FROM expenses e WHERE (e.day, e.category) IN (SELECT day, category FROM changed_expenses)
