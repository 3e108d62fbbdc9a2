-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE expenses ENABLE ROW LEVEL SECURITY;
ALTER TABLE expenses_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE cash_balances ENABLE ROW LEVEL SECURITY;
ALTER TABLE cash_balances_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE opex_daily ENABLE ROW LEVEL SECURITY;
ALTER TABLE opex_daily_history ENABLE ROW LEVEL SECURITY;
