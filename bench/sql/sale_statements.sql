-- The two transactions of a sale, statement by statement: the customer presses Buy, then Confirm.
\set i :i + 1
\set unit :client_id * :units_per_client + :i
\set customer :first_customer + :unit % :customers
\set buy 2 * :unit
\set confirm 2 * :unit + 1

BEGIN;
INSERT INTO seen_updates (update_id, seen_at) VALUES (:buy, now()) ON CONFLICT DO NOTHING;
SELECT u.first_name, u.username, u.language, u.balance, u.is_banned, u.has_blocked_bot, d.name, d.data
  FROM users u LEFT JOIN dialogs d ON d.chat_id = u.id WHERE u.id = :customer;
SELECT p.city, p.district, p.category, p.name, p.base_price, p.discount_percent, u.is_banned
  FROM products p, users u
  WHERE u.id = :customer AND p.id = :unit AND p.is_sold = false
    AND (p.is_reserved = false OR p.reserved_until <= now())
  FOR NO KEY UPDATE;
UPDATE products SET is_reserved = true, reserved_by = :customer,
    reserved_until = now() + interval '15 minutes'
  WHERE id = :unit
    AND (SELECT count(*) FROM products h WHERE h.is_reserved = true AND h.reserved_by = :customer
         AND h.reserved_until > now()) < 3;
COMMIT;

BEGIN;
INSERT INTO seen_updates (update_id, seen_at) VALUES (:confirm, now()) ON CONFLICT DO NOTHING;
SELECT u.first_name, u.username, u.language, u.balance, u.is_banned, u.has_blocked_bot, d.name, d.data
  FROM users u LEFT JOIN dialogs d ON d.chat_id = u.id WHERE u.id = :customer;
SELECT p.base_price, p.discount_percent, p.is_sold, p.reserved_by, p.reserved_until, u.balance
  FROM products p, users u WHERE u.id = :customer AND p.id = :unit FOR NO KEY UPDATE;
UPDATE products SET is_sold = true, sold_at = now(), is_reserved = false, reserved_by = NULL,
    reserved_until = NULL WHERE id = :unit AND reserved_by = :customer;
INSERT INTO orders (user_id, product_id, original_price, discount_applied, final_price, created_at)
  VALUES (:customer, :unit, :price, 0, :price, now()) RETURNING id AS order \gset
INSERT INTO transfers (kind, key, note, actor, created_at)
  VALUES ('purchase', 'order:' || :order, '', 'customer', now()) RETURNING id AS transfer \gset
UPDATE users SET balance = balance - :price WHERE id = :customer RETURNING balance \gset
INSERT INTO ledger_lines (transfer_id, line, account, user_id, amount, balance_after)
  VALUES (:transfer, 1, 'customer', :customer, 0 - :price, :balance),
         (:transfer, 2, 'sales', NULL, :price, NULL);
INSERT INTO outbox (user_id, kind, payload, subject_id, created_at, due_at)
  VALUES (:customer, 'delivery_text', '{"order_id":' || :order || '}', :order, now(), now());
COMMIT;
