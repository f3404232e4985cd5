"""What is known about an article beside its text: candidates from everywhere, the most trusted first."""
