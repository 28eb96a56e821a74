"""What stops a backup or a restore, in a sentence for whoever sits at the keyboard."""


class BackupError(Exception):
    """Nothing was made, or nothing was touched; the message says why and what to do."""
