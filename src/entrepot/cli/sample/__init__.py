"""The sample merchant: everything in it is invented, and comes out the same every time."""
