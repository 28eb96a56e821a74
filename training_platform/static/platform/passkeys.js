// Starts allauth's passkey forms from what stands in the page: no script is written inline.
// <form data-passkey="loginForm" data-button="…" data-credential="…" data-choice="…" data-options="{…}">
(() => {
  const starters = window.allauth.webauthn.forms
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const { passkey, button, credential, choice, options } = form.dataset
    const ids = { credential, passwordless: choice, add: button, login: button, authenticate: button }
    starters[passkey]({ ids, data: JSON.parse(options || "{}") })
  })
  document.querySelectorAll("[data-passkey-only]").forEach((part) => { part.hidden = !window.PublicKeyCredential })
  // The reader said no, or the device has none: say so where they look, and leave the other ways open.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault()
    const trouble = document.getElementById("passkey-trouble")
    trouble.hidden = false
    trouble.focus()
  })
})()
