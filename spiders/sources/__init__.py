"""Publishers: `boards.csv`, a row a source, and one small file for each odd one."""
