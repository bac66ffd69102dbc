"""What is counted: vacancies and offers under common numbers, where they are, what they name, when they were seen."""
