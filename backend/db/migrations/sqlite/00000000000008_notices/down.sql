DROP TABLE reminder_items;
DROP TABLE reminders;
DROP TABLE reminder_rules;
DROP TABLE emails;
DROP TABLE notification_settings;
DROP TABLE notifications;
DROP TABLE schedule_slots;
DROP TABLE jobs;
