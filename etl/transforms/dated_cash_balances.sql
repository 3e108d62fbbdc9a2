-- The cash at the end of a day, and what was financed on it.
SELECT b.day, b.balance, b.financing FROM cash_balances b
