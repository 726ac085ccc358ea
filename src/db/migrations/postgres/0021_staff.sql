-- Who helps the owners, who are named in ADMIN_IDS.
CREATE TABLE staff (
  user_id  BIGINT PRIMARY KEY REFERENCES users(id),
  role     TEXT NOT NULL CHECK (role IN ('support', 'manager')),
  given_by TEXT NOT NULL,
  given_at TIMESTAMPTZ NOT NULL
);

-- The audit log is read by person, by subject and by day.
CREATE INDEX idx_audit_log_actor ON audit_log(actor, id);
CREATE INDEX idx_audit_log_subject ON audit_log(subject, id);
CREATE INDEX idx_audit_log_created_at ON audit_log(created_at);
