"""How well passages are found: questions with the records that answer them, and questions that nothing answers."""
