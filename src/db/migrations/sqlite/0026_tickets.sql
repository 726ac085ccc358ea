-- What customers and staff write to each other, about an order or without one.
CREATE TABLE tickets (
  id         INTEGER PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES users(id),
  order_id   INTEGER REFERENCES orders(id),
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'answered', 'closed')),
  opened_at  TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX idx_tickets_user ON tickets(user_id, changed_at);
CREATE INDEX idx_tickets_waiting ON tickets(changed_at) WHERE state = 'waiting';

CREATE TABLE ticket_messages (
  id            INTEGER PRIMARY KEY,
  ticket_id     INTEGER NOT NULL REFERENCES tickets(id),
  author        TEXT NOT NULL,
  text          TEXT NOT NULL,
  photo_file_id TEXT,
  created_at    TEXT NOT NULL,
  CHECK (text <> '' OR photo_file_id IS NOT NULL)
) STRICT;
CREATE INDEX idx_ticket_messages_ticket ON ticket_messages(ticket_id, id);

-- Which message of a person's chat is about a ticket: a reply to it is written to the ticket.
CREATE TABLE ticket_posts (
  user_id    INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  ticket_id  INTEGER NOT NULL REFERENCES tickets(id),
  PRIMARY KEY (user_id, message_id)
) STRICT, WITHOUT ROWID;
