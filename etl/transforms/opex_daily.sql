-- Operating expenses by category.
SELECT day, category, sum(amount) AS opex FROM dated_expenses GROUP BY day, category
