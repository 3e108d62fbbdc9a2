-- The same queues as the other sources have: each changed row as it was before, in the transaction that changed it.

-- expenses

CREATE FUNCTION expenses_queue_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO expenses_changes (existed, day, category) SELECT false, day, category FROM new_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION expenses_queue_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO expenses_changes (existed, day, category, amount, currency)
    SELECT true, o.day, o.category, o.amount, o.currency FROM old_rows o
    WHERE NOT EXISTS (SELECT FROM new_rows n WHERE n.day = o.day AND n.category = o.category AND n IS NOT DISTINCT FROM o);
    -- A row whose key was changed is one that went and one that came.
    INSERT INTO expenses_changes (existed, day, category)
    SELECT false, n.day, n.category FROM new_rows n WHERE NOT EXISTS (SELECT FROM old_rows o WHERE n.day = o.day AND n.category = o.category);
    RETURN NULL;
END $$;

CREATE FUNCTION expenses_queue_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO expenses_changes (existed, day, category, amount, currency)
    SELECT true, day, category, amount, currency FROM old_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION expenses_queue_truncated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO expenses_changes (existed, day, category, amount, currency)
    SELECT true, day, category, amount, currency FROM expenses;
    RETURN NULL;
END $$;

CREATE TRIGGER expenses_inserted AFTER INSERT ON expenses REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION expenses_queue_inserted();
CREATE TRIGGER expenses_updated AFTER UPDATE ON expenses REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION expenses_queue_updated();
CREATE TRIGGER expenses_deleted AFTER DELETE ON expenses REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION expenses_queue_deleted();
CREATE TRIGGER expenses_truncated BEFORE TRUNCATE ON expenses
    FOR EACH STATEMENT EXECUTE FUNCTION expenses_queue_truncated();

-- cash_balances

CREATE FUNCTION cash_balances_queue_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO cash_balances_changes (existed, day) SELECT false, day FROM new_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION cash_balances_queue_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO cash_balances_changes (existed, day, balance, financing, currency)
    SELECT true, o.day, o.balance, o.financing, o.currency FROM old_rows o
    WHERE NOT EXISTS (SELECT FROM new_rows n WHERE n.day = o.day AND n IS NOT DISTINCT FROM o);
    -- A row whose key was changed is one that went and one that came.
    INSERT INTO cash_balances_changes (existed, day)
    SELECT false, n.day FROM new_rows n WHERE NOT EXISTS (SELECT FROM old_rows o WHERE n.day = o.day);
    RETURN NULL;
END $$;

CREATE FUNCTION cash_balances_queue_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO cash_balances_changes (existed, day, balance, financing, currency)
    SELECT true, day, balance, financing, currency FROM old_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION cash_balances_queue_truncated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO cash_balances_changes (existed, day, balance, financing, currency)
    SELECT true, day, balance, financing, currency FROM cash_balances;
    RETURN NULL;
END $$;

CREATE TRIGGER cash_balances_inserted AFTER INSERT ON cash_balances REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION cash_balances_queue_inserted();
CREATE TRIGGER cash_balances_updated AFTER UPDATE ON cash_balances REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION cash_balances_queue_updated();
CREATE TRIGGER cash_balances_deleted AFTER DELETE ON cash_balances REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION cash_balances_queue_deleted();
CREATE TRIGGER cash_balances_truncated BEFORE TRUNCATE ON cash_balances
    FOR EACH STATEMENT EXECUTE FUNCTION cash_balances_queue_truncated();
