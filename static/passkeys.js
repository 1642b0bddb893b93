// Asks the device for a passkey and sends what it says. The page has other ways for who has none.

const form = document.querySelector("form[data-passkey]");

function bytes(text) {
  const padded = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(padded), (each) => each.charCodeAt(0));
}

function text(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function named(list) {
  return (list || []).map((each) => ({ ...each, id: bytes(each.id) }));
}

function asked(options) {
  const key = { ...options, challenge: bytes(options.challenge) };
  if (options.user) {
    key.user = { ...options.user, id: bytes(options.user.id) };
    key.excludeCredentials = named(options.excludeCredentials);
  } else {
    key.allowCredentials = named(options.allowCredentials);
  }
  return key;
}

function answered(credential) {
  const said = credential.response;
  const response = { clientDataJSON: text(said.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (said[name]) response[name] = text(said[name]);
  }
  if (said.getTransports) response.transports = said.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    extensions: JSON.stringify(credential.getClientExtensionResults()),
  };
}

function show(...parts) {
  for (const each of form.querySelectorAll("[data-part]")) {
    each.hidden = !parts.includes(each.dataset.part);
  }
}

async function ask() {
  show("waiting");
  try {
    const publicKey = asked(JSON.parse(form.dataset.options));
    const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
    form.elements.credential.value = JSON.stringify(answered(credential));
    form.submit();
  } catch {
    show("failed", "again");
  }
}

if (form && navigator.credentials) {
  form.querySelector("[data-part=again] button").addEventListener("click", ask);
  ask();
}
