SELECT b.* FROM cash_balances b WHERE b.day IN (SELECT day FROM changed_cash_balances)
