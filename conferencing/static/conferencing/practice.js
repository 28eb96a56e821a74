/* The way in stands in the fragment as jwt="…": hand it to the form and take it out of the address bar. */
"use strict";

const match = /(?:^#|&)jwt=([^&]*)/.exec(window.location.hash);
if (match) {
  try {
    document.getElementById("token").value = JSON.parse(decodeURIComponent(match[1]));
  } catch {
    /* Unreadable: the form goes without it and the server says why. */
  }
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
}
