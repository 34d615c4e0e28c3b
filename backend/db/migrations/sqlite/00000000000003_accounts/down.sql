DROP TABLE refresh_tokens;
DROP TABLE sessions;
DROP TABLE role_assignments;
DROP TABLE users;
