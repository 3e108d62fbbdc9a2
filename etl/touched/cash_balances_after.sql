SELECT b.* FROM cash_balances b JOIN touched_cash_balances t ON t.day = b.day
