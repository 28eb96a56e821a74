-- GET /lms-roster[?room=NAME]: who is in which meeting, told to the training platform alone (Bearer lms_roster_secret).
-- Loaded on the main VirtualHost beside event_sync_component, whose joined_at it repeats, so that both are one record.
-- Tells ids of tokens and instants; never a name, an e-mail or an address. Prosody 0.12 and later.
module:depends("http");

local json, jid, hashes = require "util.json", require "util.jid", require "util.hashes";
local formdecode = require "util.http".formdecode;

local secret = module:get_option_string("lms_roster_secret", "");
local mucs = {
    module:get_option_string("lms_roster_muc", "conference." .. module.host),
    module:get_option_string("lms_roster_breakout", "breakout." .. module.host),
};
if #secret < 24 then
    module:log("error", "lms_roster_secret is missing or shorter than 24 bytes: the roster stays closed");
    return;
end

local function joined_at(room, full_jid)
    local told = room.event_data and room.event_data.occupants[full_jid];
    return told and told.joined_at or (room.lms_joined or {})[full_jid];
end

local function occupants_of(room, breakout_id, found)
    for _, occupant in room:each_occupant() do
        local since = joined_at(room, occupant.jid);
        if since and jid.node(occupant.jid) ~= "focus" then
            local session = prosody.full_sessions[occupant.jid];
            local user = session and session.jitsi_meet_context_user or {};
            table.insert(found, {
                occupant_jid = occupant.jid, joined_at = since, breakout_room_id = breakout_id,
                id = user.id ~= nil and tostring(user.id) or nil,
                hibernating = session ~= nil and session.hibernating ~= nil and session.hibernating ~= false,
            });
        end
    end
    return found;
end

local function meetings(wanted)
    local found, by_name = {}, {};
    for place, host in ipairs(mucs) do
        local muc = prosody.hosts[host] and prosody.hosts[host].modules.muc;
        for room in (muc and muc.each_room or function () return function () end end)() do
            local told = room._data and room._data.event_sync_extra_payload or {};
            local name = jid.node(place == 2 and told.room_jid or room.jid);
            local is_check = name:find("^__jicofo%-health%-check");
            if not is_check and (wanted == nil or wanted == name) then
                if not by_name[name] then
                    by_name[name] = { room_name = name, meeting_id = told.meeting_id, occupants = {} };
                    table.insert(found, by_name[name]);
                end
                occupants_of(room, place == 2 and jid.node(room.jid) or nil, by_name[name].occupants);
            end
        end
    end
    return found;
end

module:provides("http", { default_path = "/lms-roster", route = { GET = function (event)
    if not hashes.equals(event.request.headers.authorization or "", "Bearer " .. secret) then return 401; end
    local query = event.request.url.query and formdecode(event.request.url.query) or {};
    event.response.headers.content_type, event.response.headers.cache_control = "application/json", "no-store";
    return json.encode({ now = os.time(), prosody_started = prosody.start_time, rooms = meetings(query.room) });
end } });

local function watch(host)
    module:context(host):hook("muc-occupant-joined", function (event)
        local since = event.room.lms_joined or {};
        event.room.lms_joined, since[event.occupant.jid] = since, os.time();
    end, -1);
    module:context(host):hook("muc-room-created", function (event) -- between event_sync's own two: -2 and -3
        local told = event.room._data.event_sync_extra_payload;
        if told then told.meeting_id = event.room._data.meetingId or require "util.uuid".generate(); end
    end, -2.5);
end
for _, host in ipairs(mucs) do -- a hook on a host that is not there yet would never be called
    if prosody.hosts[host] then watch(host); end
    module:hook_global("host-activated", function (name) if name == host then watch(host); end end);
end
