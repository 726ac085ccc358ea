-- Answers to requests of programs that may be repeated, by the key that the program chose.
CREATE TABLE api_answers (
  caller     TEXT NOT NULL,
  key        TEXT NOT NULL,
  request    TEXT NOT NULL,
  answer     TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (caller, key)
) STRICT;
CREATE INDEX idx_api_answers_age ON api_answers(created_at);
