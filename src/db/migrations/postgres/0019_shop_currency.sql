-- The currency of all amounts, which have none of their own.
CREATE TABLE shop_currency (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  currency TEXT NOT NULL
);
