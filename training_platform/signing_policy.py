"""Signatures on certificates and badges, read for the settings: keys are files, in no database and in no archive.

Without ``SIGNING_KEY_FILE`` papers are not signed, and the platform's state says so. The demonstration has a key of its
own, under an authority whose name says that it is none (``certificates.signing.authority``).
"""

import os
from collections.abc import Mapping
from pathlib import Path

import environ

from training_platform.secret_rules import Secret


def paths(env: environ.Env, var_dir: Path, *, demo: bool) -> dict[str, object]:
    """The settings by name; a file that is not named is an empty text."""
    folder = var_dir / "signing-demo"
    of_demo = {"key": str(folder / "key.pem"), "root": str(folder / "authority.pem")} if demo else {}
    return {
        "BADGE_KEYS_DIR": Path(env.str("BADGE_KEYS_DIR", default="") or var_dir / "badge-keys"),
        "DEMO_SIGNING_DIR": folder,
        "SIGNING_KEY_FILE": env.str("SIGNING_KEY_FILE", default="") or of_demo.get("key", ""),
        "SIGNING_KEY_PASSWORD": os.environ.get("SIGNING_KEY_PASSWORD", ""),
        "SIGNING_CHAIN_FILE": env.str("SIGNING_CHAIN_FILE", default=""),
        "SIGNING_ROOTS_FILE": env.str("SIGNING_ROOTS_FILE", default="") or of_demo.get("root", ""),
        "TIMESTAMP_URL": env.str("TIMESTAMP_URL", default=""),
        "TIMESTAMP_ROOTS_FILE": env.str("TIMESTAMP_ROOTS_FILE", default=""),
    }


def secrets(settings: Mapping[str, object]) -> dict[str, Secret]:
    """What opens the key; short, for some authorities choose it themselves."""
    password = str(settings["SIGNING_KEY_PASSWORD"])
    return {"SIGNING_KEY_PASSWORD": Secret(password, fewest_bytes=8, is_needed=False)}
