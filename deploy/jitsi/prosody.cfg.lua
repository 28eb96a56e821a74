-- What goes into Prosody's configuration of the host that Jitsi made (Debian: /etc/prosody/conf.d/MEET.cfg.lua;
-- images: $CONFIG/prosody/config/conf.d/zz-platform.cfg.lua). Replace MEET, PLATFORM and the three secrets.
-- With the images the XMPP domain is meet.jitsi, not MEET: write that one here, and in JITSI_DOMAIN.

-- Prosody's own HTTP: for nginx beside it and for the platform, for nobody else. The firewall says so too.
http_interfaces = { "127.0.0.1", "ADDRESS-IN-THE-PRIVATE-NETWORK" }
https_ports = {}

muc_mapper_domain_base = "MEET" -- event_sync fails without it, whatever else is set
-- With keys of the platform, ending a meeting has a key of its own: a participant's token ends nothing.
prosody_password_public_key_repo_url = "PLATFORM/jitsi/system-keys"
-- A tab that dies is noticed after this many seconds; attendance may be late by so much (60 is Prosody's own).
smacks_hibernation_time = 60

VirtualHost "MEET"
    authentication = "token"
    app_id = "refco"
    -- One of the two. Keys of the platform: it alone can make a token, also if this host is taken over.
    -- Never cache_keys_url: with it a participant's token ends every meeting, and a token with a key that nobody has is
    -- not answered at all (measured: python -m tools.jitsi_lab).
    asap_key_server = "PLATFORM/jitsi/login-keys"
    -- A shared secret: the same as JITSI_TOKEN_SECRET, and /end-meeting must then be closed to all but the platform.
    -- app_secret = "…"
    allow_empty_token = false
    asap_accepted_issuers = { "refco" }
    asap_accepted_audiences = { "jitsi" } -- a list in the token would be refused: the platform sends one word
    asap_require_room_claim = true
    enable_domain_verification = true
    lms_roster_secret = "…" -- the same as JITSI_ROSTER_SECRET, at least 24 bytes
    modules_enabled = { "muc_census", "lms_roster", "muc_end_meeting" }

-- Optional: nice words at the door. Never the only gate: Jicofo's /conference-request/v1 goes round it.
--  modules_enabled = { "reservations" }
--  reservations_api_prefix = "PLATFORM/jitsi"
--  reservations_api_headers = { ["Authorization"] = "Bearer …" } -- the same as JITSI_EVENTS_SECRET

Component "conference.MEET" "muc"
    restrict_room_creation = true
    modules_enabled = { "muc_meeting_id", "token_verification", "token_affiliation", "token_no_wildcard", "muc_displayname" }
    -- No muc_rate_limit: with it the three-hundredth of three hundred enters a hundred seconds late.
    -- No muc_allowners, no muc_wait_for_host: they make moderators of whoever comes.
    token_verification_allowlist = { "recorder.MEET" } -- Jibri has no token
    muc_lobby_whitelist = { "recorder.MEET" }
    lobby_muc = "lobby.MEET"

Component "esync.MEET" "event_sync_component"
    muc_component = "conference.MEET"
    breakout_component = "breakout.MEET"
    api_prefix = "PLATFORM/jitsi"
    api_headers = { ["Authorization"] = "Bearer …" } -- the same as JITSI_EVENTS_SECRET, at least 24 bytes
    api_timeout = 10
    api_retry_count = 10
    api_retry_delay = 3
    -- A time-out is not retried by this module: what is lost so is found by lms_roster within a minute.
