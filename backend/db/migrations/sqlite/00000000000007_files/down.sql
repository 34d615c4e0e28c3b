DROP TABLE evidence;
DROP TABLE files;
