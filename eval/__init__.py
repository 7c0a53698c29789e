"""Questions with hand-written answers, and the scores of the assistant on them."""
