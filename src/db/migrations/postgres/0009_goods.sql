-- The tables of ../sqlite/0009_goods.sql.
CREATE TABLE goods (key BIGINT PRIMARY KEY);

CREATE TABLE goods_read (product_id BIGINT NOT NULL);
INSERT INTO goods_read VALUES (0);

ALTER TABLE import_units ADD COLUMN goods_key BIGINT;
ALTER TABLE import_units ADD COLUMN line BIGINT;
