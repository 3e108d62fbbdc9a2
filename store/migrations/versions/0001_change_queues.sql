-- Every changed source row is queued with the row as it was before, in the transaction that changed it, so that a run
-- knows exactly what its last snapshot was computed from. The functions run as their owner: whoever may write a source
-- row need not be able to read or write the queue.

-- orders

CREATE FUNCTION orders_queue_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO orders_changes (existed, id) SELECT false, id FROM new_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION orders_queue_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO orders_changes (existed, id, customer_id, ordered_at, gross_amount, cogs, currency, channel, subscription_id, interval_months)
    SELECT true, o.id, o.customer_id, o.ordered_at, o.gross_amount, o.cogs, o.currency, o.channel, o.subscription_id, o.interval_months FROM old_rows o
    WHERE NOT EXISTS (SELECT FROM new_rows n WHERE n.id = o.id AND n IS NOT DISTINCT FROM o);
    -- A row whose key was changed is one that went and one that came.
    INSERT INTO orders_changes (existed, id)
    SELECT false, n.id FROM new_rows n WHERE NOT EXISTS (SELECT FROM old_rows o WHERE n.id = o.id);
    RETURN NULL;
END $$;

CREATE FUNCTION orders_queue_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO orders_changes (existed, id, customer_id, ordered_at, gross_amount, cogs, currency, channel, subscription_id, interval_months)
    SELECT true, id, customer_id, ordered_at, gross_amount, cogs, currency, channel, subscription_id, interval_months FROM old_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION orders_queue_truncated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO orders_changes (existed, id, customer_id, ordered_at, gross_amount, cogs, currency, channel, subscription_id, interval_months)
    SELECT true, id, customer_id, ordered_at, gross_amount, cogs, currency, channel, subscription_id, interval_months FROM orders;
    RETURN NULL;
END $$;

CREATE TRIGGER orders_inserted AFTER INSERT ON orders REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION orders_queue_inserted();
CREATE TRIGGER orders_updated AFTER UPDATE ON orders REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION orders_queue_updated();
CREATE TRIGGER orders_deleted AFTER DELETE ON orders REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION orders_queue_deleted();
CREATE TRIGGER orders_truncated BEFORE TRUNCATE ON orders
    FOR EACH STATEMENT EXECUTE FUNCTION orders_queue_truncated();

-- refunds

CREATE FUNCTION refunds_queue_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO refunds_changes (existed, id) SELECT false, id FROM new_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION refunds_queue_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO refunds_changes (existed, id, order_id, refunded_at, amount)
    SELECT true, o.id, o.order_id, o.refunded_at, o.amount FROM old_rows o
    WHERE NOT EXISTS (SELECT FROM new_rows n WHERE n.id = o.id AND n IS NOT DISTINCT FROM o);
    -- A row whose key was changed is one that went and one that came.
    INSERT INTO refunds_changes (existed, id)
    SELECT false, n.id FROM new_rows n WHERE NOT EXISTS (SELECT FROM old_rows o WHERE n.id = o.id);
    RETURN NULL;
END $$;

CREATE FUNCTION refunds_queue_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO refunds_changes (existed, id, order_id, refunded_at, amount)
    SELECT true, id, order_id, refunded_at, amount FROM old_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION refunds_queue_truncated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO refunds_changes (existed, id, order_id, refunded_at, amount)
    SELECT true, id, order_id, refunded_at, amount FROM refunds;
    RETURN NULL;
END $$;

CREATE TRIGGER refunds_inserted AFTER INSERT ON refunds REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refunds_queue_inserted();
CREATE TRIGGER refunds_updated AFTER UPDATE ON refunds REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refunds_queue_updated();
CREATE TRIGGER refunds_deleted AFTER DELETE ON refunds REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refunds_queue_deleted();
CREATE TRIGGER refunds_truncated BEFORE TRUNCATE ON refunds
    FOR EACH STATEMENT EXECUTE FUNCTION refunds_queue_truncated();

-- spend

CREATE FUNCTION spend_queue_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO spend_changes (existed, day, channel, campaign) SELECT false, day, channel, campaign FROM new_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION spend_queue_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO spend_changes (existed, day, channel, campaign, amount, currency, impressions, clicks, conversions)
    SELECT true, o.day, o.channel, o.campaign, o.amount, o.currency, o.impressions, o.clicks, o.conversions FROM old_rows o
    WHERE NOT EXISTS (SELECT FROM new_rows n WHERE n.day = o.day AND n.channel = o.channel AND n.campaign = o.campaign AND n IS NOT DISTINCT FROM o);
    -- A row whose key was changed is one that went and one that came.
    INSERT INTO spend_changes (existed, day, channel, campaign)
    SELECT false, n.day, n.channel, n.campaign FROM new_rows n WHERE NOT EXISTS (SELECT FROM old_rows o WHERE n.day = o.day AND n.channel = o.channel AND n.campaign = o.campaign);
    RETURN NULL;
END $$;

CREATE FUNCTION spend_queue_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO spend_changes (existed, day, channel, campaign, amount, currency, impressions, clicks, conversions)
    SELECT true, day, channel, campaign, amount, currency, impressions, clicks, conversions FROM old_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION spend_queue_truncated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO spend_changes (existed, day, channel, campaign, amount, currency, impressions, clicks, conversions)
    SELECT true, day, channel, campaign, amount, currency, impressions, clicks, conversions FROM spend;
    RETURN NULL;
END $$;

CREATE TRIGGER spend_inserted AFTER INSERT ON spend REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION spend_queue_inserted();
CREATE TRIGGER spend_updated AFTER UPDATE ON spend REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION spend_queue_updated();
CREATE TRIGGER spend_deleted AFTER DELETE ON spend REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION spend_queue_deleted();
CREATE TRIGGER spend_truncated BEFORE TRUNCATE ON spend
    FOR EACH STATEMENT EXECUTE FUNCTION spend_queue_truncated();
