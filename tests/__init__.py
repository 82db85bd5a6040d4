"""What is proven."""
