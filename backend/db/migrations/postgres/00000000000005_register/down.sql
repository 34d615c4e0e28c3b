DROP TABLE figures;
DROP TABLE pledge_reports;
DROP TABLE pledges;
DROP TABLE registrations;
DROP TABLE branch_meetings;
