"""What people see and change of themselves and of their office's accounts."""
