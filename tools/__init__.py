"""What those who work on the house use: nothing here runs on the platform itself."""
