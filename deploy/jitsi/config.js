// What goes at the end of /etc/jitsi/meet/MEET-config.js (images: $CONFIG/web/custom-config.js).
config.tokenAuthUrl = 'PLATFORM/jitsi/rooms/{room}/'; // a reload loses the token: the platform gives a new one
config.tokenAuthUrlAutoRedirect = true;
config.disableThirdPartyRequests = true;              // no picture from elsewhere: nobody learns who is here
config.p2p = { enabled: false };                      // two people would learn each other's address, unseen by the bridge
config.deeplinking = { disabled: true };              // the app loses the token; the telephone's browser does not
config.readOnlyName = true;                           // what is shown is what the platform says (held by name-readonly too)
config.disableInviteFunctions = true;
config.enableLobbyChat = false;
config.fileRecordingsEnabled = false;                 // take it out where Jibri records: tokens say who may
config.analytics = { disabled: true };
