-- What a notice is about, by the id in its payload: an order, a customer, a transfer or a deposit.
ALTER TABLE outbox ADD COLUMN subject_id BIGINT;
UPDATE outbox SET subject_id = CAST(COALESCE(payload::json ->> 'order_id', payload::json ->> 'user_id',
    payload::json ->> 'transfer_id', payload::json ->> 'deposit_id') AS BIGINT);
