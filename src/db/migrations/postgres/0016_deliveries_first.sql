-- Whom something is delivered to: they are sent it before anybody is sent other notices.
CREATE INDEX idx_outbox_deliveries ON outbox(due_at)
  WHERE status = 'waiting'
    AND kind IN ('order_done', 'delivery_photo', 'delivery_location', 'delivery_text');
