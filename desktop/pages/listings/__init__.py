"""The Listings tab."""
