-- What a notice is about, by the id in its payload: an order, a customer, a transfer or a deposit.
ALTER TABLE outbox ADD COLUMN subject_id INTEGER;
UPDATE outbox SET subject_id = COALESCE(json_extract(payload, '$.order_id'), json_extract(payload, '$.user_id'),
    json_extract(payload, '$.transfer_id'), json_extract(payload, '$.deposit_id'));
