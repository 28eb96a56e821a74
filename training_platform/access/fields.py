"""Which texts of our records are whose: every field that holds words, and the row of the matrix that it falls under.

A test puts a word of its own into each of them and looks for it on every page as every role.
"""

# Several rows in one text: whoever may read one of them may read the field. Else one of these:
# words that everybody may read; that no page shows to anybody; and what is no word of anybody: codes, keys, units.
PUBLIC, NOBODY, CODE = "public", "nobody", "code"
# The record itself tells which row it falls under: by its tier, or by whether it was announced.
BY_RECORD = "by record"

NAMED_IN = "own_account enrolment roster person account office_account deputy"
ADDRESS_IN = "own_account account office_account"
NAMES_IN_BOTH = {"name_es": PUBLIC, "name_en": PUBLIC}
TITLES_BY_RECORD = {"title_es": BY_RECORD, "title_en": BY_RECORD}
STEP = {"from_state": CODE, "to_state": CODE, "details": CODE}
IN_CURRENCY = {"currency": CODE, "rate_source": CODE}

FIELDS: dict[str, dict[str, str]] = {
    # --- Network ----------------------------------------------------------------------------------------------------
    "network.Country": NAMES_IN_BOTH | {"code": CODE},
    "network.Office": NAMES_IN_BOTH
    | {"code": CODE, "head_title_es": PUBLIC, "head_title_en": PUBLIC, "time_zone": CODE, "city": PUBLIC}
    | {"currency": CODE, "mailbox": "office office_contact"},
    "network.OfficeFormerName": NAMES_IN_BOTH,
    "network.Unit": NAMES_IN_BOTH,
    "network.School": NAMES_IN_BOTH,
    "network.SchoolFormerName": NAMES_IN_BOTH,
    "network.Institution": NAMES_IN_BOTH,
    "network.OfficeRoom": {
        "name": "office_room site_plan room_week booking readiness",
        "place": "office_room readiness",
    },
    "network.Person": {"given_names": BY_RECORD, "family_names": BY_RECORD},  # a contact point stands in the directory
    "network.User": {"password": NOBODY, "email": BY_RECORD, "time_zone": CODE},
    "network.SecretLink": {"token_hash": CODE},
    "network.Communication": {"note": "communication own_records"},
    "network.AccountDecision": {"reason": "account office_account"},
    "network.FactorReset": {"reason": "account factor_reset", "refusal": "account factor_reset"},
    # --- Calendars --------------------------------------------------------------------------------------------------
    "calendars.Feed": {"name": "own_calendar", "code": CODE},
    "calendars.FeedToken": {"token_hash": CODE, "hint": "own_calendar"},
    "calendars.Holiday": NAMES_IN_BOTH | {"key": CODE},
    # --- Courses ----------------------------------------------------------------------------------------------------
    "courses.TrainingArea": NAMES_IN_BOTH | {"code": CODE},
    "courses.CrimeTopic": NAMES_IN_BOTH | {"code": CODE},
    "courses.Workshop": TITLES_BY_RECORD
    | {"slug": CODE, "summary_es": BY_RECORD, "summary_en": BY_RECORD, "city": BY_RECORD, "time_zone": CODE}
    | {"syllabus": CODE},
    "courses.Approval": {"reason": "workshop_draft"},
    "courses.EnrolmentTransition": {"from_state": CODE, "cause": CODE, "reason": "enrolment"},
    "courses.ProgrammePage": {"introduction": BY_RECORD},
    "courses.AreaPage": {"introduction": BY_RECORD},
    "courses.CoursePage": {"introduction": BY_RECORD, "objectives": BY_RECORD},
    "courses.CourseModule": {"title": PUBLIC, "objectives": PUBLIC},
    # --- Sessions and their rooms -----------------------------------------------------------------------------------
    "training_sessions.TrainingSession": TITLES_BY_RECORD | {"uid": CODE},
    "training_sessions.Attendance": {"evidence": "attendance"},
    "training_sessions.GuestInvitation": {"name": "session_guest", "email": "session_guest", "browser_hash": CODE}
    | {"language": CODE},
    "training_sessions.GuestLink": {"token_hash": CODE},
    "training_sessions.Material": {"title": "session_material", "file": NOBODY, "digest": CODE, "source": NOBODY},
    "training_sessions.RecordingLeave": {"reason": "own_consent recording_leave"},
    "training_sessions.RosterEntry": {"visitor_name": "site sheet"},
    "training_sessions.Incident": {"reason": "attendance"},
    "training_sessions.OccupantDecision": {"reason": "attendance"},
    "training_sessions.Excuse": {"reason": "excuse", "answer": "excuse"},
    "training_sessions.Contest": {"reason": "attendance contest", "answer": "attendance contest"},
    "training_sessions.Correction": {"reason": "attendance"},
    "training_sessions.ConnectionChoice": {"line": CODE},
    "conferencing.VideoRoom": {"name": NOBODY},
    "conferencing.RoomPost": {"digest": CODE, "event_name": NOBODY, "room_name": NOBODY, "body": NOBODY},
    "conferencing.RosterReading": {"meeting_id": NOBODY, "occupants": NOBODY},
    "conferencing.Stay": {"occupant_jid": NOBODY, "breakout": NOBODY, "evidence": CODE},
    # --- Rooms and their readiness ----------------------------------------------------------------------------------
    "equipment.TestCall": {"note": "readiness", "withdrawn_reason": "readiness"},
    "equipment.LinkMeasure": {"source": CODE},
    "equipment.FaultMinutes": {"reason": "readiness", "incident": CODE},
    "equipment.ReadinessReading": {"parts": CODE, "lacks": CODE},
    # --- Rooms and bookings -----------------------------------------------------------------------------------------
    "equipment.Booking": {"purpose": "booking_purpose", "cancel_reason": "booking"},
    # --- Certificates -----------------------------------------------------------------------------------------------
    "certificates.Certificate": {
        "number": "certificate",
        "code": "own_records",
        "language": CODE,
        "facts": "certificate",
    }
    | {"facts_digest": CODE, "document": CODE, "document_digest": CODE, "signed_by": CODE, "signed_with": CODE},
    "certificates.Badge": {"credential": CODE, "kid": CODE, "share_hash": CODE},  # signed: another word breaks it
    "certificates.CertificateStep": {"remark": "certificate_worth"},
    "certificates.Signatory": dict.fromkeys(("name", "post_es", "post_en"), "certificate_words") | {"image": CODE},
    "certificates.Wording": {
        f"{text}_{language}": "certificate_words"
        for text in ("title", "granted", "reason", "circumstances", "conditions")
        for language in ("es", "en")
    }
    | {"logo": CODE, "seal": CODE},
    "certificates.IssueRun": {"chosen": CODE, "refused": CODE},
    # --- Equipment --------------------------------------------------------------------------------------------------
    "equipment.ItemType": NAMES_IN_BOTH
    | {"code": CODE, "serves": CODE, "spec_schema": CODE, "unit_es": PUBLIC}
    | {"unit_en": PUBLIC},
    "equipment.Supplier": {"name": PUBLIC, "tax_number": "equipment_catalogue", "contact": "equipment_catalogue"},
    "equipment.ExchangeRate": {"currency": CODE, "source": "equipment_catalogue asset"},
    "equipment.Kit": NAMES_IN_BOTH | {"code": CODE},
    "equipment.KitVersion": {"reason": "equipment_catalogue", "called_back_reason": "equipment_catalogue"},
    "equipment.KitLine": {"least_spec": CODE, "note": "equipment_catalogue"},
    "equipment.Asset": dict.fromkeys(
        ("manufacturer", "model_name", "serial", "order_number", "delivery_act", "rate_source", "lent_to"), "asset"
    )
    | dict.fromkeys(("loss_report", "disposal_act", "notes"), "asset")
    | {"tag": CODE, "spec": CODE, "currency": CODE},
    "equipment.AssetEvent": {"action": CODE, "before": CODE, "after": CODE, "note": "asset"},
    "equipment.Custody": {"act_number": CODE, "signed_act": CODE},
    "equipment.Maintenance": {"title": "asset", "currency": CODE},
    "equipment.AssetFile": {"title": "asset", "file": CODE},
    "equipment.Transfer": {"reason": "asset"},
    "equipment.VerificationRound": {"title": "verification_round asset", "signed_by_name": "verification_round"},
    "equipment.VerificationRow": {"tag": CODE, "note": "verification_round"},
    # --- Content ----------------------------------------------------------------------------------------------------
    "content.HomePage": {"introduction": BY_RECORD},
    "content.StandardPage": {"introduction": BY_RECORD},
    "content.CountryIndexPage": {"introduction": BY_RECORD},
    "content.CountryPage": {"introduction": BY_RECORD},
    "content.NewsIndexPage": {"introduction": BY_RECORD},
    "content.NewsPage": {"introduction": BY_RECORD, "picture_description": BY_RECORD},
    "content.NationalEffortPage": {"introduction": BY_RECORD, "picture_description": BY_RECORD},
    "content.PlatformImage": {"title": BY_RECORD, "description": BY_RECORD, "file_hash": CODE},
    "content.PlatformRendition": {"filter_spec": CODE, "focal_point_key": CODE},
    "content.PlatformDocument": {"title": BY_RECORD, "file_hash": CODE},
    # --- Privacy ----------------------------------------------------------------------------------------------------
    "privacy.Correction": {"wrong": "correction", "right": "correction", "answer": "correction"},
    "privacy.Breach": dict.fromkeys(("title", "happened", "data_kinds", "consequences", "measures"), "breach"),
    "privacy.BreachEntry": {"changes": "breach", "remark": "breach"},
    # --- The money --------------------------------------------------------------------------------------------------
    "funding.Need": {"reason": "office_need need_review", "answer": "office_need need_review"},
    "funding.NeedStep": {"reason": NOBODY} | STEP,
    "funding.BudgetRound": dict.fromkeys(("title_es", "title_en"), "budget budget_totals"),
    "funding.BudgetVersion": {"reason": "budget"},
    "funding.RoundStep": {"reason": "budget"} | STEP,
    "funding.BudgetLine": {"choice_reason": "quote", "note": "budget_line"} | IN_CURRENCY,
    "funding.LineExtra": {"basis": CODE},
    "funding.LineStep": {"reason": "budget"} | STEP,
    "funding.Quote": {"number": "quote", "withdrawn_reason": NOBODY, "file": CODE} | IN_CURRENCY,
    "funding.Contribution": dict.fromkeys(("title_es", "title_en", "agreement_number", "conditions"), "contribution")
    | {"currency": CODE},
    "funding.LedgerEntry": {"reference": "contribution", "reason": "contribution", "received_currency": CODE}
    | IN_CURRENCY,
    "funding.ContributionDue": {"note": "contribution"},
    "funding.Allocation": {"note": NOBODY},
    "funding.AllocationStep": {"reason": NOBODY} | STEP,
    # --- Foundations ------------------------------------------------------------------------------------------------
    "outbox.Letter": dict.fromkeys(("address", "text", "html", "calendar", "error"), "letter")
    | {"subject": "letter own_records"}
    | dict.fromkeys(("kind", "once_key", "serial_key", "language", "secret_kind", "secret_key", "bounce_status"), CODE),
    "spreadsheets.ImportBatch": dict.fromkeys(("file_name", "mapping", "report", "failure"), "import")
    | dict.fromkeys(("contract", "about", "language", "digest"), CODE),
    "spreadsheets.ImportedRow": dict.fromkeys(("record", "deed", "version"), CODE)
    | dict.fromkeys(("before", "label"), NOBODY),
    "spreadsheets.KnownHeading": {"contract": CODE, "heading": "import", "column": CODE},
    "jobs.Job": {"name": CODE, "arguments": "job", "result": "job", "error": "job"},
    "jobs.Heartbeat": {"name": CODE},
    "jobs.Trouble": {"part": CODE},
    "audit.AuditEvent": {"action": CODE, "subject_type": CODE, "subject_id": CODE, "details": "audit"},
    "audit.AuditSeal": {"digest": CODE},
    "audit.AuditCheck": {"digest": CODE},
}
