-- Whether the message in which somebody presses a button shows a deposit.
CREATE INDEX idx_deposit_messages_message ON deposit_messages(user_id, message_id);
