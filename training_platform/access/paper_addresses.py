"""The addresses of certificates: on paper, in the wallet, and as badges."""

from training_platform.access.address import Address

PAPERS: tuple[Address, ...] = (
    Address("certificates:verify_form", "verification", sign_in=False),
    Address("certificates:verify_file", "verification", {"GET": "R", "POST": "R"}, sign_in=False),
    Address("certificates:document", "certificate", thing="certificate"),
    Address("verification:start", "verification", sign_in=False),
    Address("verification:certificate", "verification", {"GET": "R", "POST": "R"}, "code", sign_in=False),
    Address("certificates:wallet", "own_certificates"),
    Address("certificates:transcript", "own_certificates", {"GET": "X"}),
    Address("certificates:badge", "own_badge", {"GET": "R", "POST": "C"}, "own_paper"),
    Address("certificates:badge_share", "own_badge", {"POST": "U"}, "own_badge"),
    Address("certificates:badge_file", "own_badge", {"GET": "X"}, "own_badge_file"),
    Address("badges:issuer", "badge_papers", sign_in=False),
    Address("badges:keys", "badge_papers", sign_in=False),
    Address("badges:key", "badge_papers", thing="badge_key", sign_in=False),
    Address("badges:status", "badge_papers", thing="badge_purpose", sign_in=False),
    Address("badges:shared", "shared_badge", thing="shared_badge", sign_in=False),
    Address("badges:shared_file", "shared_badge", thing="shared_badge_file", sign_in=False),
    Address(
        "certificate_wordings:preview", "certificate_words", {"GET": "R", "POST": "R"}, "wording_row", is_book=True
    ),
    Address("certificates:certified", "certified_training"),
    Address("certificates:certified_xlsx", "certified_training", {"GET": "X"}),
)
