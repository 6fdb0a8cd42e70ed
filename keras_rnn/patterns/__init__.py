"""One function for each pattern: ids or vectors in, logits out."""
