"""From words that no form settles to the concepts that they may mean."""
