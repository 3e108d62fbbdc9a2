-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE mrr_spans ENABLE ROW LEVEL SECURITY;
ALTER TABLE mrr_spans_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE cohorts_monthly ENABLE ROW LEVEL SECURITY;
ALTER TABLE cohorts_monthly_history ENABLE ROW LEVEL SECURITY;
