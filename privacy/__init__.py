"""What people may ask of their own data, and what the network owes them when something went wrong."""
