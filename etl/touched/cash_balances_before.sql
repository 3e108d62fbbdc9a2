SELECT c.day, c.balance, c.financing FROM changed_cash_balances c WHERE c.existed
