"""Whole journeys of the office, rule by rule."""
