"""How what ships as data was learnt: commands that read gold labels and write the data files again."""
