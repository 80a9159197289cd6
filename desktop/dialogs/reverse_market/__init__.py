"""Who would want a listing."""
