-- What the shop has, or has sold: a key for each delivery text (shop/stock/goods.h), so that goods
-- come on sale once.
CREATE TABLE goods (key INTEGER PRIMARY KEY) STRICT;

-- The unit up to which the goods are noted. Those of older databases are noted when Kram starts.
CREATE TABLE goods_read (product_id INTEGER NOT NULL) STRICT;
INSERT INTO goods_read VALUES (0);

-- The first unit of each row of the file has its goods and its line.
ALTER TABLE import_units ADD COLUMN goods_key INTEGER;
ALTER TABLE import_units ADD COLUMN line INTEGER;
