-- The same sale inside the server: one call for each of its two transactions.
CREATE FUNCTION bench_reserve(update_id bigint, customer bigint, unit bigint) RETURNS text AS $$
DECLARE
  who record;
  what record;
BEGIN
  INSERT INTO seen_updates VALUES (update_id, now()) ON CONFLICT DO NOTHING;
  SELECT u.language, u.balance, d.name AS dialog INTO who
    FROM users u LEFT JOIN dialogs d ON d.chat_id = u.id WHERE u.id = customer;
  SELECT p.name, p.base_price, p.discount_percent, u.is_banned INTO what
    FROM products p, users u
    WHERE u.id = customer AND p.id = unit AND p.is_sold = false
      AND (p.is_reserved = false OR p.reserved_until <= now())
    FOR NO KEY UPDATE;
  IF NOT FOUND OR what.is_banned THEN
    RAISE EXCEPTION 'the unit is not free';
  END IF;
  UPDATE products SET is_reserved = true, reserved_by = customer,
      reserved_until = now() + interval '15 minutes'
    WHERE id = unit
      AND (SELECT count(*) FROM products h WHERE h.is_reserved = true AND h.reserved_by = customer
           AND h.reserved_until > now()) < 3;
  RETURN what.name;
END
$$ LANGUAGE plpgsql;

CREATE FUNCTION bench_purchase(update_id bigint, customer bigint, unit bigint, price numeric)
  RETURNS bigint AS $$
DECLARE
  who record;
  what record;
  order_id bigint;
  transfer bigint;
  left_over numeric;
BEGIN
  INSERT INTO seen_updates VALUES (update_id, now()) ON CONFLICT DO NOTHING;
  SELECT u.language, u.balance, d.name AS dialog INTO who
    FROM users u LEFT JOIN dialogs d ON d.chat_id = u.id WHERE u.id = customer;
  SELECT p.base_price, p.reserved_by, p.reserved_until, u.balance, u.is_banned INTO what
    FROM products p, users u WHERE u.id = customer AND p.id = unit FOR NO KEY UPDATE;
  IF what.reserved_by <> customer OR what.reserved_until <= now() OR what.balance < price
      OR what.is_banned THEN
    RAISE EXCEPTION 'the unit cannot be sold';
  END IF;
  UPDATE products SET is_sold = true, sold_at = now(), is_reserved = false, reserved_by = NULL,
      reserved_until = NULL WHERE id = unit;
  INSERT INTO orders (user_id, product_id, original_price, discount_applied, final_price, created_at)
    VALUES (customer, unit, price, 0, price, now()) RETURNING id INTO order_id;
  INSERT INTO transfers (kind, key, note, actor, created_at)
    VALUES ('purchase', 'order:' || order_id, '', 'customer', now()) RETURNING id INTO transfer;
  UPDATE users SET balance = balance - price WHERE id = customer RETURNING balance INTO left_over;
  INSERT INTO ledger_lines (transfer_id, line, account, user_id, amount, balance_after)
    VALUES (transfer, 1, 'customer', customer, -price, left_over),
           (transfer, 2, 'sales', NULL, price, NULL);
  INSERT INTO outbox (user_id, kind, payload, subject_id, created_at, due_at)
    VALUES (customer, 'delivery_text', '{"order_id":' || order_id || '}', order_id, now(), now());
  RETURN order_id;
END
$$ LANGUAGE plpgsql;
