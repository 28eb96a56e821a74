/* Tries camera, microphone, loudspeaker and line on the page of the device check. Every sentence stands in the page
   already: the script shows the one that holds. Nothing leaves the browser but the bytes that are measured. */
const page = document.getElementById("device-check");
const form = document.getElementById("keep");
const show = (name, value) => {
  for (const line of page.querySelectorAll(`[data-of="${name}"]`)) line.hidden = line.dataset.when !== value;
};
// A guest's page keeps nothing, and has no fields for it.
const keep = (name, value) => {
  if (form.elements[name]) form.elements[name].value = value;
};
const stop = (stream) => stream.getTracks().forEach((track) => track.stop());

async function tryCamera() {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    const picture = document.getElementById("picture");
    picture.srcObject = stream;
    picture.hidden = false;
    await picture.play();
    setTimeout(() => {
      stop(stream);
      picture.hidden = true;
    }, 6000);
    return true;
  } catch {
    return false;
  }
}

async function tryMicrophone() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    return false;
  }
  const context = new AudioContext();
  const ear = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(ear);
  const heard = new Uint8Array(ear.fftSize);
  const level = document.getElementById("level");
  let loudest = 0;
  for (let turn = 0; turn < 50; turn += 1) {
    ear.getByteTimeDomainData(heard);
    const now = Math.max(...heard.map((value) => Math.abs(value - 128)));
    loudest = Math.max(loudest, now);
    // The root, for a voice fills a tenth of the scale of the waves; it falls slowly, so that the eye can follow.
    level.value = Math.max(100 * Math.sqrt(now / 128), level.value - 6);
    await new Promise((done) => setTimeout(done, 80));
  }
  level.value = 0;
  stop(stream);
  await context.close();
  return loudest > 2;
}

function tryWebRtc() {
  return typeof RTCPeerConnection === "function" && Boolean(navigator.mediaDevices?.getUserMedia);
}

async function timed(address, options) {
  const began = performance.now();
  const answer = await fetch(address, { cache: "no-store", ...options });
  if (!answer.ok) throw new Error(String(answer.status));
  await answer.arrayBuffer();
  return performance.now() - began;
}

async function measure() {
  const { down, up, bytes } = page.dataset;
  const ways = [];
  for (let turn = 0; turn < 5; turn += 1) ways.push(await timed(`${down}?bytes=1`));
  const rtt = Math.min(...ways);
  const speed = (size, took) => Math.round((size * 8) / Math.max(took - rtt, 1));
  // A small piece first, so that a weak line is not kept busy for minutes.
  const first = 32 * 1024;
  let downKbps = speed(first, await timed(`${down}?bytes=${first}`));
  if (downKbps > 300) downKbps = speed(Number(bytes), await timed(`${down}?bytes=${bytes}`));
  const sent = (size) =>
    timed(up, {
      method: "POST",
      body: new Blob([new Uint8Array(size)]),
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
  let upKbps = speed(first, await sent(first));
  if (upKbps > 300) upKbps = speed(256 * 1024, await sent(256 * 1024));
  return { rtt: Math.round(rtt), down: downKbps, up: upKbps };
}

function verdictOf(line) {
  for (const need of page.querySelectorAll("[data-need]")) {
    const { need: name, needDown, needUp, needRtt } = need.dataset;
    if (line.down >= needDown && line.up >= needUp && line.rtt <= needRtt) return name;
  }
  return "none";
}

document.getElementById("start").addEventListener("click", async (event) => {
  event.target.disabled = true;
  const webrtc = tryWebRtc();
  show("webrtc", webrtc ? "yes" : "no");
  const camera = webrtc && (await tryCamera());
  show("camera", camera ? "yes" : "no");
  const microphone = webrtc && (await tryMicrophone());
  show("microphone", microphone ? "yes" : "no");
  keep("webrtc", webrtc ? "on" : "");
  keep("camera", camera ? "on" : "");
  keep("microphone", microphone ? "on" : "");
  show("line", "running");
  try {
    const line = await measure();
    for (const [name, value] of Object.entries(line)) {
      for (const place of page.querySelectorAll(`[data-figure="${name}"]`)) place.textContent = value;
    }
    document.getElementById("figures").hidden = false;
    keep("down_kbps", line.down);
    keep("up_kbps", line.up);
    keep("rtt_ms", line.rtt);
    show("line", verdictOf(line));
  } catch {
    show("line", "failed");
  }
  form.hidden = false;
  event.target.disabled = false;
});

document.getElementById("sound").addEventListener("click", async () => {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  volume.gain.value = 0.2;
  tone.connect(volume).connect(context.destination);
  tone.start();
  setTimeout(() => {
    tone.stop();
    context.close();
  }, 1200);
});

document.getElementById("trial").hidden = false;
