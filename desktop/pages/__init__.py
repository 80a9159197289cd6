"""The screens of the main area; none of them knows another."""
