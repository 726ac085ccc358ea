-- What a customer holds, in the order in which it is shown, so that no statistics can make a walk
-- over everybody's holds look as good.
DROP INDEX idx_products_holder;
CREATE INDEX idx_products_holder ON products(reserved_by, reserved_until, id)
  WHERE is_reserved = true;
