-- What lists are sorted by has an index that a part goes on in, behind the last row of the part
-- before.
CREATE INDEX idx_products_created_at ON products(created_at, id);
CREATE INDEX idx_products_base_price ON products(base_price, id);
CREATE INDEX idx_webhooks_created_at ON webhooks(created_at, id);

DROP INDEX idx_orders_created_at;
CREATE INDEX idx_orders_created_at ON orders(created_at, id)
  INCLUDE (final_price, original_price, product_id);

-- idx_users_newest has the same column first.
DROP INDEX idx_users_created_at;
