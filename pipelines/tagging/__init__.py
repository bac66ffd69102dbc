"""The steps of reading one text: what the dictionary says, what the trained model says, and what comes of both."""
