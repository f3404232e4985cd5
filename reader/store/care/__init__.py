"""Care for a library as a whole: the trash, backups, the doctor."""
