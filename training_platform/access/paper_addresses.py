"""The addresses of certificates: on paper, in the wallet."""

from training_platform.access.address import Address

PAPERS: tuple[Address, ...] = (
    Address("certificates:verify_form", "verification", sign_in=False),
    Address("certificates:verify_file", "verification", {"GET": "R", "POST": "R"}, sign_in=False),
    Address("certificates:document", "certificate", thing="certificate"),
    Address("verification:start", "verification", sign_in=False),
    Address("verification:certificate", "verification", {"GET": "R", "POST": "R"}, "code", sign_in=False),
    Address("certificates:wallet", "own_certificates"),
    Address("certificates:transcript", "own_certificates", {"GET": "X"}),
    Address("certificates:certified", "certified_training"),
    Address("certificates:certified_xlsx", "certified_training", {"GET": "X"}),
)
