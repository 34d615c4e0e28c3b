DROP TABLE programme_years;
DROP TABLE policy_documents;
