"""Between Pack's words and the book's: the only place that knows both."""
