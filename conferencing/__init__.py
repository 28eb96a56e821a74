"""Video rooms, tokens and presence: everything Jitsi. Knows no workshop and no session."""
