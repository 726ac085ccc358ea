-- The change of ../postgres/0020_proved_height.sql.
ALTER TABLE coins ADD COLUMN proved_height INTEGER;
